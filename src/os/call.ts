/** What every piece of work is given: when to stop, what time it is, and whom to tell. */
export interface Call {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly entropy: (sizeBytes: number) => Uint8Array;
  /** Told as work goes on; `total` is 0 while nobody knows. */
  readonly progress: (step: string, done: number, total: number) => void;
}

/** Stops `call` with TIMED_OUT's reason after `timeoutMs`, and whenever the outer call stops. */
export function withDeadline(call: Call, timeoutMs: number): Call {
  return { ...call, signal: AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]) };
}

/** Whether a signal ended because its time was up, not because somebody cancelled. */
export function isTimeout(signal: AbortSignal): boolean {
  return (
    signal.aborted && signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  );
}
