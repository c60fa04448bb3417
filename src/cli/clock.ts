/** The time as the command line sees it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Acts once after `delayMs`; the answer calls it off. */
  later(delayMs: number, act: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  later: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};
