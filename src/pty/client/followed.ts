import type { PtyFollower } from '../holder.ts';
import type { HolderFrame } from '../wire/holder-frames.ts';
import type { Turns, Worker } from './turns.ts';

/** The holder goes on sending while less than this is not acknowledged. */
const ACKNOWLEDGE_BYTES = 64 * 1024;
const PIECE_BYTES = 16 * 1024;

type FollowedFrame = Extract<HolderFrame, { readonly id: string }>;

/** A pseudo-terminal that somebody follows. What comes waits here for its turn. */
export class Followed implements Worker {
  readonly #follower: PtyFollower;
  readonly #acknowledge: (upTo: number) => void;
  readonly #turns: Turns;
  readonly #frames: FollowedFrame[] = [];
  /** How many bytes of the first frame were passed on. */
  #passed = 0;
  #acknowledgedTo: number | undefined;
  waitingBytes = 0;
  /** The number of the last resize that the follower was told of. */
  resizes = 0;

  constructor(follower: PtyFollower, turns: Turns, acknowledge: (upTo: number) => void) {
    this.#follower = follower;
    this.#turns = turns;
    this.#acknowledge = acknowledge;
  }

  take(frame: FollowedFrame): void {
    this.#frames.push(frame);
    if (frame.kind === 'output') this.waitingBytes += frame.bytes.length;
    this.#turns.add(this);
  }

  work(): boolean {
    const [frame] = this.#frames;
    if (frame === undefined) return false;
    if (frame.kind === 'output' && !this.#passOn(frame)) return true;
    this.#frames.shift();
    this.#passed = 0;
    if (frame.kind !== 'output') this.#tell(frame);
    return this.#frames.length > 0;
  }

  /** Passes a piece on; true when it was the last one. */
  #passOn({ bytes, offset }: Extract<FollowedFrame, { readonly kind: 'output' }>): boolean {
    const from = this.#passed;
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    this.#passed += piece.length;
    this.waitingBytes -= piece.length;
    this.#follower.output(piece, offset + from);
    this.#taken(offset, offset + this.#passed);
    return this.#passed >= bytes.length;
  }

  #tell(frame: Exclude<FollowedFrame, { readonly kind: 'output' }>): void {
    switch (frame.kind) {
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
