import type { Session, SessionTap } from '../core/session.ts';
import { readOffset } from '../status/output.ts';

/** What is followed, and for whom. */
export interface Following {
  /** A `next`; empty: what is kept. */
  readonly since: string;
  readonly show: (bytes: Uint8Array) => void;
  readonly signal: AbortSignal;
}

/** Passes on a session's output from an offset on until it ends. @throws the signal's reason */
export async function followOutput(
  session: Session,
  { since, show, signal }: Following,
): Promise<void> {
  signal.throwIfAborted();
  const kept = session.ring.read(readOffset(session.ring, since));
  if (kept.length > 0) show(kept);
  if (session.isEnded) return;
  await new Promise<void>((resolve, reject) => {
    const tap: SessionTap = { output: show, ended: () => end(resolve) };
    const abort = (): void => end(() => reject(signal.reason));
    const end = (settle: () => void): void => {
      session.taps.delete(tap);
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    session.taps.add(tap);
  });
}
