/**
 * Work that is asked for again and again and done now and then: each time within the patience of
 * whoever asked, never twice at once, and no more than a tenth of the time, as far as `longestMs`
 * after it was asked for allows that.
 */
export class DueWork implements AsyncDisposable {
  readonly #work: () => Promise<void>;
  readonly #longestMs: number;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #running: Promise<void> | undefined;
  #restsUntil = 0;
  #isStopped = false;

  /**
   * @param work must not fail: nobody is there to hear of it
   * @param longestMs it begins at the latest so long after it was asked for. Default: no limit
   */
  constructor(work: () => Promise<void>, longestMs = Infinity) {
    this.#work = work;
    this.#longestMs = longestMs;
  }

  /** Whether something was asked for that is not done yet. */
  get isPending(): boolean {
    return this.#running !== undefined || this.#dueAt !== Number.POSITIVE_INFINITY;
  }

  /** Has the work done within `withinMs`, or as soon after as it may. */
  ask(withinMs: number): void {
    const now = performance.now();
    const dueAt = Math.max(now + withinMs, Math.min(now + this.#longestMs, this.#restsUntil));
    if (this.#isStopped || dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    if (this.#running === undefined) this.#schedule();
  }

  /** Lets work that has begun end, and begins none any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    await this.#running;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const waitMs = Math.max(0, this.#dueAt - performance.now());
    this.#timer = setTimeout(() => void this.#run(), waitMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    const startedAt = performance.now();
    // Not begun before it counts as running: the work itself may ask for more.
    this.#running = Promise.resolve().then(this.#work);
    await this.#running;
    this.#running = undefined;
    this.#restsUntil = performance.now() + REST * (performance.now() - startedAt);
    if (this.#dueAt !== Number.POSITIVE_INFINITY) this.#schedule();
  }
}

/** Times as long as the work itself took. */
const REST = 9;
