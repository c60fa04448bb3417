import { until } from '../../os/until.ts';
import type { PtyExit, PtyFollower, PtySize } from '../holder.ts';

const PATIENCE_MS = 15_000;

/** What a follower was told, in order. */
export class FollowedProgram implements PtyFollower {
  readonly id: string;
  readonly pid: number;
  /** Sizes and how much output had come by then. */
  readonly sizes: { readonly size: PtySize; readonly offset: number }[] = [];
  exit: PtyExit | undefined;
  isEnded = false;
  startsAt: number | undefined;
  #chunks: Buffer[] = [];
  #size = 0;
  #gaps = 0;

  constructor(id: string, pid = 0) {
    this.id = id;
    this.pid = pid;
  }

  readonly output = (bytes: Uint8Array, offset: number): void => {
    this.startsAt ??= offset;
    if (offset !== this.startsAt + this.#size) this.#gaps += 1;
    this.#chunks.push(Buffer.from(bytes));
    this.#size += bytes.length;
  };

  readonly resized = (size: PtySize): void => {
    this.sizes.push({ size, offset: (this.startsAt ?? 0) + this.#size });
  };

  readonly exited = (exit: PtyExit): void => {
    if (this.exit !== undefined) throw new Error('A program exits once');
    this.exit = exit;
  };

  readonly ended = (): void => {
    this.isEnded = true;
  };

  get bytes(): Buffer {
    if (this.#gaps > 0) throw new Error(`${this.#gaps} gaps in the output`);
    this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  /** How much was told. */
  get size(): number {
    return this.#size;
  }

  get text(): string {
    return this.bytes.toString();
  }

  /** Waits for the fact; what was told until then is in the failure. */
  async until(fact: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await until(holds, { signal }, 2).catch((cause: unknown) => {
      const last = JSON.stringify(this.text.slice(-300));
      throw new Error(`Not within ${PATIENCE_MS} ms: ${fact}. Told last: ${last}`, { cause });
    });
  }

  async untilText(text: string): Promise<void> {
    await this.until(`it prints ${JSON.stringify(text)}`, () => this.text.includes(text));
  }

  async untilEnded(): Promise<void> {
    await this.until('it ends', () => this.isEnded && this.exit !== undefined);
  }
}
