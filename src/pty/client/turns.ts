/** Somebody who has work that can be done in pieces. */
export interface Worker {
  /** Does a small piece; false when nothing is left. */
  work(): boolean;
  /** How much waits, in bytes. */
  readonly waitingBytes: number;
}

/** Less than this is what a person's programs write, and no flood. */
const LITTLE_BYTES = 8 * 1024;
/** Pieces are done for so long before everything else of the process has its turn. */
const SLICE_MS = 2;

/**
 * Lets many do their work in turn, a small piece each, and gives way to everything else of the
 * process in between. Whoever has little to do comes first, so that a flood delays nobody.
 */
export class Turns {
  readonly #waiting = new Set<Worker>();
  #isScheduled = false;
  #isPaused = false;

  add(worker: Worker): void {
    this.#waiting.add(worker);
    if (this.#isScheduled || this.#isPaused) return;
    this.#isScheduled = true;
    setImmediate(() => this.#run());
  }

  /** Nobody has a turn any more. */
  pause(): void {
    this.#isPaused = true;
  }

  #run(): void {
    if (this.#isPaused) return;
    const end = performance.now() + SLICE_MS;
    for (const worker of this.#inTurn()) {
      // It goes to the end of the queue.
      this.#waiting.delete(worker);
      if (worker.work()) this.#waiting.add(worker);
      if (performance.now() >= end) break;
    }
    this.#isScheduled = this.#waiting.size > 0;
    if (this.#isScheduled) setImmediate(() => this.#run());
  }

  #inTurn(): readonly Worker[] {
    const all = [...this.#waiting];
    const isQuick = (worker: Worker): boolean => worker.waitingBytes < LITTLE_BYTES;
    return [...all.filter(isQuick), ...all.filter((worker) => !isQuick(worker))];
  }
}
