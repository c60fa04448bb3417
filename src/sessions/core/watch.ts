import type { Session } from './session.ts';

/** What somebody who watches a session finds: an answer, or when to look again at the latest. */
export type Finding<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'wait'; readonly againInMs?: number };

/** How long a session is watched. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Looks cost; while output pours in, one in so many milliseconds is enough. */
const REST_MS = 4;
const UPDATE_POLL_MS = 15;

/**
 * Looks at a session now and after every change, until there is an answer; undefined when the time
 * is up. A screen that the program is in the middle of changing (mode 2026) is not looked at.
 * @throws the signal's reason
 */
export async function watch<T>(
  session: Session,
  look: () => Finding<T>,
  { timeoutMs, signal }: Patience,
): Promise<T | undefined> {
  signal.throwIfAborted();
  return new Promise<T | undefined>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let lookedAt = -Infinity;
    const deadline = setTimeout(() => settle(() => resolve(undefined)), timeoutMs);
    const abort = (): void => settle(() => reject(reasonOf(signal)));
    const release = session.onUpdate(() => again(REST_MS - (performance.now() - lookedAt)));
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      clearTimeout(deadline);
      release();
      signal.removeEventListener('abort', abort);
      end();
    };
    const again = (inMs: number): void => {
      clearTimeout(timer);
      if (inMs <= 0) attempt();
      else timer = setTimeout(attempt, inMs);
    };
    const attempt = (): void => {
      try {
        const finding = isMidUpdate(session) ? midUpdate : look();
        lookedAt = performance.now();
        if (finding.kind === 'found') settle(() => resolve(finding.value));
        else if (finding.againInMs !== undefined) again(Math.max(1, finding.againInMs));
      } catch (failure) {
        settle(() => reject(failure));
      }
    };
    signal.addEventListener('abort', abort, { once: true });
    attempt();
  });
}

const midUpdate = { kind: 'wait', againInMs: UPDATE_POLL_MS } as const;

function isMidUpdate(session: Session): boolean {
  return session.isRunning && session.terminal.modes.synchronizedOutput;
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
