import type { PtyFollower } from '../holder.ts';
import type { HolderFrame } from '../wire/holder-frames.ts';

/** The holder goes on sending while less than this is not acknowledged. */
const ACKNOWLEDGE_BYTES = 32 * 1024;

/** A pseudo-terminal that somebody follows. */
export class Followed {
  readonly #follower: PtyFollower;
  readonly #acknowledge: (upTo: number) => void;
  #acknowledgedTo: number | undefined;
  /** The number of the last resize that the follower was told of. */
  resizes = 0;

  constructor(follower: PtyFollower, acknowledge: (upTo: number) => void) {
    this.#follower = follower;
    this.#acknowledge = acknowledge;
  }

  take(frame: Extract<HolderFrame, { readonly id: string }>): void {
    switch (frame.kind) {
      case 'output':
        this.#follower.output(frame.bytes, frame.offset);
        return this.#taken(frame.offset, frame.offset + frame.bytes.length);
      case 'resized':
        this.resizes = frame.number;
        return this.#follower.resized(frame.size);
      case 'exited':
        return this.#follower.exited(frame.exit);
      case 'ended':
        return this.#follower.ended();
    }
  }

  #taken(from: number, upTo: number): void {
    this.#acknowledgedTo ??= from;
    if (upTo - this.#acknowledgedTo < ACKNOWLEDGE_BYTES) return;
    this.#acknowledgedTo = upTo;
    this.#acknowledge(upTo);
  }
}
