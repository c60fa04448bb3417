import { readSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { errnoOf } from '../../os/errno.ts';
import type { HeldPty, PtyExit, PtySize, PtyStart } from '../holder.ts';
import { resizePty, type StartedPty, startOnPty } from '../spawn.ts';
import { InputQueue } from './input-queue.ts';
import { Journal } from './journal.ts';

/** A program whose journal has so much that nobody has kept is made to wait. */
const MAX_JOURNAL_BYTES = 8 * 1024 * 1024;
/** How far we read ahead of a follower, so that what it is told of a flood is not old. */
const MAX_UNSENT_BYTES = 256 * 1024;
const READ_BYTES = 64 * 1024;

/** One pseudo-terminal: its program, what it wrote and what was kept of it. */
export class LivePty {
  readonly id: string;
  readonly about: Uint8Array;
  readonly journal = new Journal();
  /** How the program ended, and how much had been read by then. */
  exit: { readonly status: PtyExit; readonly offset: number } | undefined;
  /** Nobody has the terminal open any more, and everything is read. */
  isEnded = false;
  /** Resizes after the kept state, in order. */
  resizes: readonly Resize[] = [];
  answeredTo = 0;
  readonly #pty: StartedPty;
  readonly #stream: ReadStream;
  readonly #input: InputQueue;
  readonly #changed: () => void;
  #state: Uint8Array = Buffer.alloc(0);
  #keptSize: PtySize;
  #resizeCount = 0;
  #sentTo: number | undefined;

  /** `changed` is called when there is more to tell. @throws StetError SPAWN_FAILED */
  constructor(id: string, start: PtyStart, changed: () => void) {
    this.id = id;
    this.about = Buffer.from(start.about);
    this.#keptSize = start.size;
    this.#changed = changed;
    this.#pty = startOnPty(start, (code, signal) => this.#exited({ code, signal, at: Date.now() }));
    this.#input = new InputQueue(this.#pty.master);
    this.#stream = this.#openStream();
  }

  get pid(): number {
    return this.#pty.pid;
  }

  get device(): string {
    return this.#pty.device;
  }

  get held(): HeldPty {
    const { id, pid, about, answeredTo } = this;
    const { keptTo, writtenTo } = this.journal;
    const size = this.#keptSize;
    return { id, pid, about, size, state: this.#state, keptTo, answeredTo, writtenTo };
  }

  /** False when too much input waits already. */
  write(bytes: Uint8Array): boolean {
    return this.isEnded || this.#input.add(bytes);
  }

  answer(bytes: Uint8Array, upTo: number): void {
    if (upTo <= this.answeredTo) return;
    this.answeredTo = upTo;
    this.write(bytes);
  }

  resize(size: PtySize): void {
    if (this.isEnded) return;
    resizePty(this.#pty.master, size);
    this.#resizeCount += 1;
    const offset = this.journal.writtenTo;
    this.resizes = [...this.resizes, { number: this.#resizeCount, offset, size }];
    this.#changed();
  }

  /** Keeps the state at `offset`, which knows of the resizes up to the number `resizes`. */
  keep(offset: number, resizes: number, state: Uint8Array): void {
    this.#state = Buffer.from(state);
    this.#keptSize =
      this.resizes.findLast(({ number }) => number <= resizes)?.size ?? this.#keptSize;
    this.resizes = this.resizes.filter(({ number }) => number > resizes);
    this.journal.dropBefore(offset);
    this.#goOn();
  }

  /** How much a follower was sent; undefined when nobody follows. */
  sentTo(offset: number | undefined): void {
    this.#sentTo = offset;
    this.#goOn();
  }

  /** Closes the terminal. From here on its descriptor may be another's. */
  close(): void {
    this.#pty.release();
    this.#end();
    this.#stream.destroy();
  }

  #openStream(): ReadStream {
    const options = {
      // What is left when libuv says "end" is read before the descriptor is closed.
      allowHalfOpen: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_BYTES),
        callback: (size: number, buffer: Uint8Array) => this.#take(buffer.subarray(0, size)),
      },
    };
    const stream = new ReadStream(this.#pty.master, options);
    stream.on('end', () => {
      this.#drain();
      this.close();
    });
    // EIO is how Linux says that nobody has the terminal open. The descriptor is closed already.
    stream.on('error', () => this.#end());
    return stream.resume();
  }

  /** Whether to go on reading. */
  #take(bytes: Uint8Array): boolean {
    this.journal.append(bytes);
    this.#changed();
    return this.#hasRoom();
  }

  /**
   * libuv takes a hang-up for the end although there is more to read (libuv issue 4992, every
   * Node before 24).
   */
  #drain(): void {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    try {
      for (let size = 1; size > 0;) {
        size = readSync(this.#pty.master, buffer);
        this.journal.append(buffer.subarray(0, size));
      }
    } catch (failure) {
      if (!['EIO', 'EAGAIN'].includes(errnoOf(failure) ?? '')) throw failure;
    }
  }

  #goOn(): void {
    if (this.#hasRoom()) this.#stream.resume();
  }

  #hasRoom(): boolean {
    const { writtenTo, keptTo } = this.journal;
    const unsent = writtenTo - (this.#sentTo ?? writtenTo);
    return writtenTo - keptTo < MAX_JOURNAL_BYTES && unsent < MAX_UNSENT_BYTES;
  }

  #exited(status: PtyExit): void {
    this.exit = { status, offset: this.journal.writtenTo };
    this.#pty.release();
    this.#changed();
  }

  #end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.#input.close();
    this.#changed();
  }
}

/** A change of size, when `offset` bytes had been written. */
export interface Resize {
  /** Counted from 1. */
  readonly number: number;
  readonly offset: number;
  readonly size: PtySize;
}
