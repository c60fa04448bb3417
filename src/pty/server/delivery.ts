import type { HolderFrame } from '../wire/holder-frames.ts';
import type { LivePty } from './live-pty.ts';

/** How much output of one pseudo-terminal may be on its way to the owner. */
const CREDIT_BYTES = 256 * 1024;

/** Tells one follower everything about a pseudo-terminal, in order, as fast as it takes it. */
export class Delivery {
  readonly pty: LivePty;
  #sentTo: number;
  #takenTo: number;
  #resizeSent = 0;
  #exitSent = false;
  #endSent = false;

  constructor(pty: LivePty) {
    this.pty = pty;
    this.#sentTo = pty.journal.keptTo;
    this.#takenTo = this.#sentTo;
    pty.sentTo(this.#sentTo);
  }

  taken(upTo: number): void {
    this.#takenTo = Math.max(this.#takenTo, upTo);
  }

  /** What to send next; undefined when there is nothing, or the owner has to take some first. */
  next(): HolderFrame | undefined {
    const { id, journal, exit, isEnded } = this.pty;
    const resize = this.pty.resizes.find(({ number }) => number > this.#resizeSent);
    if (resize !== undefined && resize.offset <= this.#sentTo) {
      this.#resizeSent = resize.number;
      return { kind: 'resized', id, number: resize.number, size: resize.size };
    }
    if (exit !== undefined && !this.#exitSent && exit.offset <= this.#sentTo) {
      this.#exitSent = true;
      return { kind: 'exited', id, exit: exit.status };
    }
    if (this.#sentTo < journal.writtenTo) {
      const exitAt = this.#exitSent ? undefined : exit?.offset;
      return this.#output(Math.min(resize?.offset ?? Infinity, exitAt ?? Infinity));
    }
    if (!isEnded || this.#endSent) return undefined;
    this.#endSent = true;
    return { kind: 'ended', id };
  }

  #output(end: number): HolderFrame | undefined {
    const credit = CREDIT_BYTES - (this.#sentTo - this.#takenTo);
    const offset = this.#sentTo;
    const size = Math.min(end - offset, credit);
    const bytes = size > 0 ? this.pty.journal.read(offset, size) : new Uint8Array();
    // An empty frame would be followed by the same one for ever.
    if (bytes.length === 0) return undefined;
    this.#sentTo += bytes.length;
    this.pty.sentTo(this.#sentTo);
    return { kind: 'output', id: this.pty.id, offset, bytes };
  }
}
