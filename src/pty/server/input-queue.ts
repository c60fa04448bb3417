import { writeSync } from 'node:fs';
import { errnoOf } from '../../os/errno.ts';

const MAX_QUEUED_BYTES = 16 * 1024 * 1024;
const PIECE_BYTES = 16 * 1024;
/** Others have their turn in between. */
const PIECES_PER_TURN = 16;
const FIRST_RETRY_MS = 1;
const SLOWEST_RETRY_MS = 50;

/**
 * Input on its way to a program, written as the program reads. Nobody tells us when a terminal
 * takes more (libuv would block on one), so a full terminal is tried again after a while.
 */
export class InputQueue {
  readonly #master: number;
  #queue: Uint8Array[] = [];
  #size = 0;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(master: number) {
    this.#master = master;
  }

  /** False when the program has left so much unread that there is no room for these bytes. */
  add(bytes: Uint8Array): boolean {
    if (this.#size + bytes.length > MAX_QUEUED_BYTES) return false;
    this.#queue.push(bytes);
    this.#size += bytes.length;
    if (this.#timer === undefined) this.#write();
    return true;
  }

  /** Drops everything; the descriptor may be closed afterwards. */
  close(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
    this.#size = 0;
  }

  #write(): void {
    this.#timer = undefined;
    for (let piece = 0; piece < PIECES_PER_TURN; piece += 1) {
      const [first] = this.#queue;
      if (first === undefined) return;
      const written = this.#writePiece(first.subarray(0, PIECE_BYTES));
      if (written === 0) break;
      this.#retryMs = FIRST_RETRY_MS;
      this.#size -= written;
      if (written === first.length) this.#queue.shift();
      else this.#queue[0] = first.subarray(written);
    }
    this.#continueLater();
  }

  #writePiece(piece: Uint8Array): number {
    try {
      return writeSync(this.#master, piece);
    } catch (failure) {
      const code = errnoOf(failure);
      if (code === 'EAGAIN') return 0;
      // EIO: nobody has the terminal open, so nobody will ever read this.
      if (code === 'EIO') return piece.length;
      throw failure;
    }
  }

  #continueLater(): void {
    this.#timer = setTimeout(() => this.#write(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, SLOWEST_RETRY_MS);
  }
}
