import type { WaitOutcome } from '../../protocol/session-answers.ts';
import type { Session } from '../core/session.ts';
import { contentHash } from '../core/screen-hash.ts';
import { type Finding, type Patience, watch } from '../core/watch.ts';

/** What of a screen is waited for. */
export interface ScreenWish {
  /** A content hash: until it is another one; empty: not at all. */
  readonly awaitChange: string;
  /** Until the screen looked the same for so long; 0: not at all. */
  readonly settleMs: number;
}

/**
 * Waits until a screen changed and settled, in one time limit. Output that changes nothing that can
 * be seen does not count as a change. The screen is right to be shown when this returns.
 */
export async function awaitScreen(
  session: Session,
  wish: ScreenWish,
  patience: Patience,
): Promise<WaitOutcome> {
  const look =
    wish.awaitChange === '' && wish.settleMs === 0 ? lookOnce(session) : lookFor(session, wish);
  const limited = session.isFinished ? { ...patience, timeoutMs: 0 } : patience;
  const outcome = await watch(session, look, limited);
  return outcome ?? (session.isFinished ? 'exited' : 'deadline');
}

function lookOnce(session: Session): () => Finding<WaitOutcome> {
  return () => ({ kind: 'found', value: session.isFinished ? 'exited' : 'immediate' });
}

function lookFor(
  session: Session,
  { awaitChange, settleMs }: ScreenWish,
): () => Finding<WaitOutcome> {
  let hash = '';
  let since = performance.now();
  let hasChanged = awaitChange === '';
  return () => {
    if (session.isFinished) return { kind: 'found', value: 'exited' };
    const now = contentHash(session.terminal);
    if (now !== hash) [hash, since] = [now, performance.now()];
    if (!hasChanged && now !== awaitChange) hasChanged = true;
    if (!hasChanged) return { kind: 'wait' };
    if (settleMs === 0) return { kind: 'found', value: 'changed' };
    const quietMs = performance.now() - since;
    if (quietMs >= settleMs) return { kind: 'found', value: 'settled' };
    return { kind: 'wait', againInMs: settleMs - quietMs };
  };
}
