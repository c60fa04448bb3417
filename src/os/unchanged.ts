import type { FileStamp } from './file-stamp.ts';

interface Kept<T> {
  readonly state: string;
  readonly value: T;
  readonly size: number;
}

/**
 * What was made of files, for as long as those are in the state that they were read in. What may
 * change without being seen to is not kept. Forgetting is never wrong, only slower.
 */
export class Unchanged<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #maxSize: number;
  #size = 0;

  /** @param maxSize how much is kept, in whatever `keep` measures it by */
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  known(name: string, { state }: FileStamp): T | undefined {
    const kept = this.#kept.get(name);
    return kept?.state === state ? kept.value : undefined;
  }

  /** @param stamp of before it was read */
  keep(name: string, { state, isSettled }: FileStamp, value: T, size: number): T {
    this.#forget(name);
    if (!isSettled || size > this.#maxSize) return value;
    this.#kept.set(name, { state, value, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#maxSize) break;
      this.#forget(oldest);
    }
    return value;
  }

  #forget(name: string): void {
    this.#size -= this.#kept.get(name)?.size ?? 0;
    this.#kept.delete(name);
  }
}
