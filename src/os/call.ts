import { setMaxListeners } from 'node:events';

/** Who asked for a piece of work, when that is another process than the one that does it. */
export interface Caller {
  readonly pid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What every piece of work is given: when to stop, what time it is, and whom to tell. */
export interface Call {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly entropy: (sizeBytes: number) => Uint8Array;
  /** How many milliseconds a host may keep silent before it counts as hanging. */
  readonly patienceMs: number;
  /** Told as work goes on; `total` is 0 while nobody knows. */
  readonly progress: (step: string, done: number, total: number) => void;
  /** Absent: this process. */
  readonly caller?: Caller;
}

/** Whose environment counts, and whose panes are not to be closed. */
export function callerOf({ caller }: Pick<Call, 'caller'>): Caller {
  return caller ?? { pid: process.pid, env: process.env };
}

/**
 * Does a piece of work that must end within `timeoutMs`; its signal then aborts with a
 * TimeoutError. A timer of our own: Node may collect a signal made by AbortSignal.any() and
 * AbortSignal.timeout() before it ever fires (nodejs/node issue 54614).
 */
export async function within<T>(
  call: Call,
  timeoutMs: number,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  call.signal.throwIfAborted();
  const controller = controllerForMany();
  const stop = (): void => controller.abort(call.signal.reason);
  const timer = setTimeout(() => controller.abort(timedOut(timeoutMs)), timeoutMs);
  call.signal.addEventListener('abort', stop, { once: true });
  try {
    return await work({ ...call, signal: controller.signal });
  } finally {
    clearTimeout(timer);
    call.signal.removeEventListener('abort', stop);
  }
}

/** Ends work of which many parts listen for that at once: Node takes more than ten of them for a leak. */
export function controllerForMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** The reason with which work ends whose time is up. */
export function timedOut(timeoutMs: number): DOMException {
  return new DOMException(`Not done within ${timeoutMs} ms`, 'TimeoutError');
}

/** Whether work ended because its time was up, not because somebody cancelled it. */
export function isTimeout(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'TimeoutError';
}

/** For `.catch(...)` of work that may run out of time: every other failure flies on. */
export function ignoreTimeout(failure: unknown): undefined {
  if (!isTimeout(failure)) throw failure;
  return undefined;
}
