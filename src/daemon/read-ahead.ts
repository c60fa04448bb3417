import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineContext } from '../engine/context.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Whoever starts a daemon for something asks for it at once. */
const QUIET_MS = 1_000;

/**
 * Reads what a restore would take, when the daemon has been there for a second and runs nothing: it
 * was started at login, and after a reboot that is what it will be asked for. To read a large
 * checkpoint for the first time takes a tenth of a second.
 */
export async function readAhead(
  { store }: Pick<EngineContext, 'store'>,
  sessions: Pick<Sessions, 'running'>,
  signal: AbortSignal,
): Promise<void> {
  await sleep(QUIET_MS, undefined, { ref: false, signal }).catch(() => undefined);
  if (signal.aborted || sessions.running > 0) return;
  // Whatever is wrong with it is told to whoever asks for it.
  await store.find('').catch(() => undefined);
}
