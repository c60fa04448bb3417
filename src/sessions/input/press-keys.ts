import { setTimeout as sleep } from 'node:timers/promises';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { encodeKey } from '../../term/encode-key.ts';
import type { KeyPress } from '../../term/key-event.ts';
import { parseKeys } from '../../term/parse-keys.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { sessionExited } from '../table/session-errors.ts';
import { send } from './send.ts';
import { isSecret } from './type-text.ts';

const MOST_KEYS = 32;

/** Keys to press one after the other. */
export interface KeySequence {
  readonly keys: string;
  /** Between two of them. */
  readonly delayMs: number;
}

/**
 * Presses keys, each as the program wants it at that moment.
 * @throws StetError KEY_UNKNOWN, PARAMS_INVALID; SESSION_EXITED when it ends in between
 */
export async function pressKeys(
  house: House,
  session: Session,
  { keys, delayMs, signal }: KeySequence & Pick<Call, 'signal'>,
): Promise<void> {
  const presses = parseKeys(keys);
  if (presses.length > MOST_KEYS) {
    throw new StetError('PARAMS_INVALID', `Cannot press more than ${MOST_KEYS} keys at once`);
  }
  for (const [at, press] of presses.entries()) {
    if (at > 0 && delayMs > 0) await sleep(delayMs, undefined, { signal });
    if (!session.isRunning) throw sessionExited(session.name);
    await pressKey(house, session, press);
  }
}

/** Presses one key. */
export async function pressKey(house: House, session: Session, press: KeyPress): Promise<void> {
  const place = session.cursorPlace;
  const bytes = encodeKey(press, session.terminal.modes);
  if (press.key.kind === 'named') {
    session.typed.pressed(press, place);
    await send(house, session, bytes);
    return;
  }
  // No character ends a password, so what silences it is still to be seen.
  const [isHidden] = await Promise.all([isSecret(session), send(house, session, bytes)]);
  if (!isHidden) session.typed.pressed(press, place);
}
