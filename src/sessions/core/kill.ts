import { constants } from 'node:os';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { House } from './house.ts';
import type { Session } from './session.ts';
import { watch } from './watch.ts';

const GRACE_MS = 2000;
const LAST_MS = 5000;

/**
 * Ends a session with all its processes: SIGTERM, and SIGKILL for what is still there after two
 * seconds. Shells do not end by SIGTERM, so they are hung up as well.
 */
export async function endSession(
  house: House,
  session: Session,
  { signal }: Pick<Call, 'signal'>,
): Promise<void> {
  session.killedByClient = true;
  session.keeper.keep();
  const isOver = (): boolean => session.isEnded && !session.isRunning;
  for (const name of ['SIGTERM', 'SIGCONT', 'SIGHUP'] as const) {
    await house.holder.signal(session.id, name, 'session');
  }
  if (await isOverWithin(session, isOver, { timeoutMs: GRACE_MS, signal })) return;
  await house.holder.signal(session.id, 'SIGKILL', 'session');
  await isOverWithin(session, isOver, { timeoutMs: LAST_MS, signal });
}

/** Only sends a signal to the job in the foreground. @throws StetError PARAMS_INVALID */
export async function sendSignal(house: House, session: Session, written: string): Promise<void> {
  const name = signalNamed(written);
  if (name === undefined) {
    throw new StetError('PARAMS_INVALID', `Cannot send ${JSON.stringify(written)}`, {
      hint: 'Name a signal, such as SIGINT, TERM or 9',
    });
  }
  await house.holder.signal(session.id, name, 'foreground');
}

async function isOverWithin(
  session: Session,
  isOver: () => boolean,
  patience: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const over = await watch(
    session,
    () => (isOver() ? { kind: 'found', value: true } : { kind: 'wait' }),
    patience,
  );
  return over === true;
}

/** A signal by its name, with or without SIG, or its number. */
function signalNamed(written: string): NodeJS.Signals | undefined {
  const wanted = written.toUpperCase();
  const full = wanted.startsWith('SIG') ? wanted : `SIG${wanted}`;
  for (const [name, number] of Object.entries(constants.signals)) {
    if (isSignal(name) && (name === full || String(number) === wanted)) return name;
  }
  return undefined;
}

function isSignal(name: string): name is NodeJS.Signals {
  return name in constants.signals;
}
