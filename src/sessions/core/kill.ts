import { constants } from 'node:os';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { until } from '../../os/until.ts';
import type { House } from './house.ts';
import { processStat } from '../../os/process-table.ts';
import type { Session } from './session.ts';
import type { Patience } from './watch.ts';

const HANG_UP_AFTER_MS = 150;
const GRACE_MS = 2000;
/** Children that got the same signals end with their parent, or not at all. */
const FAMILY_MS = 250;
const POLL_MS = 20;
const LAST_MS = 5000;
/** How long its last words are waited for. */
const EVIDENCE_MS = 400;

/**
 * Ends a session with all its processes: SIGTERM, and SIGKILL for what is still there after two
 * seconds. Shells do not end by SIGTERM, so they are hung up as well. What a flood wrote last is
 * not waited for.
 */
export async function endSession(
  { holder }: House,
  session: Session,
  { signal }: Pick<Call, 'signal'>,
): Promise<void> {
  session.killedByClient = true;
  session.keeper.keep();
  const send = async (name: NodeJS.Signals): Promise<boolean> =>
    holder.signal(session.id, name, 'session');
  await send('SIGTERM');
  const isOver = async (): Promise<boolean> => hasEnded(session);
  if (!(await holdsWithin(isOver, { timeoutMs: HANG_UP_AFTER_MS, signal }))) {
    await send('SIGHUP');
    // One that is stopped takes no notice of the others.
    await send('SIGCONT');
  }
  await holdsWithin(isOver, { timeoutMs: GRACE_MS, signal });
  const isFamilyOver = async (): Promise<boolean> => !(await send('SIGCONT'));
  if (!(await holdsWithin(isFamilyOver, { timeoutMs: FAMILY_MS, signal }))) {
    await send('SIGKILL');
    await holdsWithin(isFamilyOver, { timeoutMs: LAST_MS, signal });
  }
  await holdsWithin(() => session.isFinished, { timeoutMs: EVIDENCE_MS, signal });
  session.isGone = true;
  session.updated();
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

/** Has the program itself ended? What it wrote last may still be unread. */
async function hasEnded(session: Session): Promise<boolean> {
  return !session.isRunning || (await processStat(session.pid)) === undefined;
}

/** Waits until a fact holds, and tells whether it did in time. */
async function holdsWithin(
  fact: () => boolean | Promise<boolean>,
  { timeoutMs, signal }: Patience,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  let holds = false;
  const settled = async (): Promise<boolean> => {
    holds = await fact();
    return holds || performance.now() >= deadline;
  };
  await until(settled, { signal }, POLL_MS);
  return holds;
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
