import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';

/** Work that can wait does a piece for so long. */
const SLICE_MS = 1;
/** Whoever has asked for something asks for the next thing within so long, or has been served. */
const QUIET_MS = 5;
/** Work that can wait goes on after so long all the same. */
const LONGEST_REST_MS = 20;

/**
 * Lets work that can wait give way to people and programs that ask for something now. A request is
 * passed from one to the next a dozen times, and would have to wait as often for a piece to end.
 */
export class Pace {
  #askedAt = Number.NEGATIVE_INFINITY;

  /** Somebody asks for something, or is being answered. */
  asked(): void {
    this.#askedAt = performance.now();
  }

  /** Begins to do pieces of some work; `isUrgent`: somebody has begun to wait for it. */
  begin(isUrgent: () => boolean): Pieces {
    let end = performance.now() + SLICE_MS;
    return {
      rest: async () => {
        if (performance.now() < end) return;
        await (isUrgent() ? breathe() : this.#lull());
        end = performance.now() + SLICE_MS;
      },
    };
  }

  async #lull(): Promise<void> {
    const latest = performance.now() + LONGEST_REST_MS;
    await breathe();
    for (let now = performance.now(); now < latest; now = performance.now()) {
      const quietInMs = this.#askedAt + QUIET_MS - now;
      if (quietInMs <= 0) return;
      await sleep(Math.min(quietInMs, latest - now));
    }
  }
}

/** Some work, in pieces. */
export interface Pieces {
  /** Rests if the piece that was begun took long enough. */
  rest(): Promise<void>;
}
