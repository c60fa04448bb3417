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
/** How long floods wait for their next slice while they give way. */
const FLOOD_REST_MS = 20;

/**
 * Lets many do their work in turn, a small piece each, and gives way to everything else of the
 * process in between. Whoever has little to do comes first, so that a flood delays nobody.
 */
export class Turns {
  readonly #waiting = new Set<Worker>();
  #isScheduled = false;
  #isPaused = false;
  /** What floods give way to now. */
  #urgent = 0;
  #floodsAt = 0;
  #timer: NodeJS.Timeout | undefined;

  add(worker: Worker): void {
    this.#waiting.add(worker);
    if (this.#timer !== undefined && isQuick(worker)) this.#schedule();
    if (this.#isScheduled || this.#isPaused) return;
    this.#isScheduled = true;
    this.#schedule();
  }

  /** Nobody has a turn any more. */
  pause(): void {
    this.#isPaused = true;
    clearTimeout(this.#timer);
  }

  /**
   * Floods get a small share only until this is disposed of. Work that waits for the system many
   * times would otherwise wait as many times for a flood's turn to end.
   */
  giveWay(): Disposable {
    this.#urgent += 1;
    return { [Symbol.dispose]: () => (this.#urgent -= 1) };
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const restMs = this.#floodsAt - performance.now();
    if (this.#urgent === 0 || restMs <= 0 || [...this.#waiting].some(isQuick)) {
      setImmediate(() => this.#run());
    } else this.#timer = setTimeout(() => this.#run(), restMs);
  }

  #run(): void {
    this.#timer = undefined;
    if (this.#isPaused) return;
    const end = performance.now() + SLICE_MS;
    for (const worker of this.#inTurn()) {
      // It goes to the end of the queue.
      this.#waiting.delete(worker);
      if (worker.work()) this.#waiting.add(worker);
      if (performance.now() >= end) break;
    }
    this.#isScheduled = this.#waiting.size > 0;
    if (this.#isScheduled) this.#schedule();
  }

  #inTurn(): readonly Worker[] {
    const all = [...this.#waiting];
    const quick = all.filter(isQuick);
    const now = performance.now();
    if (this.#urgent > 0 && now < this.#floodsAt) return quick;
    this.#floodsAt = now + FLOOD_REST_MS;
    return [...quick, ...all.filter((worker) => !isQuick(worker))];
  }
}

function isQuick({ waitingBytes }: Worker): boolean {
  return waitingBytes < LITTLE_BYTES;
}
