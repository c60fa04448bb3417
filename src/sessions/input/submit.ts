import type { Call } from '../../os/call.ts';
import type { KeyPress } from '../../term/key-event.ts';
import type { House } from '../core/house.ts';
import { contentHash } from '../core/screen-hash.ts';
import type { Session } from '../core/session.ts';
import { type Finding, type Patience, watch } from '../core/watch.ts';
import { pressKey } from './press-keys.ts';
import { paste } from './paste.ts';
import { typePlain } from './type-text.ts';
import { screenText } from '../core/screen-text.ts';

/** What is submitted, and for how long its effects are waited for at most. */
export interface Submission extends Pick<Call, 'signal'> {
  readonly text: string;
  readonly timeoutMs: number;
}

/** A program that shows nothing of what it takes has taken it after so long. */
const TAKEN_MS = 1000;
const EFFECT_MS = 2000;
/** What was shown in pieces is whole when nothing came for so long. */
const STILL_MS = 15;
const TAIL = 24;

const enter: KeyPress = { key: { kind: 'named', name: 'Enter' }, modifiers: 0 };

/**
 * Enters a text, waits until the program has taken it, and presses Enter: by itself, so that it is
 * not taken for a part of a paste. Whether it had an effect is said, not assumed.
 */
export async function submit(
  house: House,
  session: Session,
  { text, timeoutMs, signal }: Submission,
): Promise<'submitted' | 'unconfirmed'> {
  const before = screenText(session.terminal);
  await enterText(house, session, text);
  if (text !== '') await taken(session, { text, before }, within(timeoutMs, TAKEN_MS, signal));
  if (!session.isRunning) return 'unconfirmed';
  const shown = contentHash(session.terminal);
  await pressKey(house, session, enter);
  const effect = await watch(
    session,
    () => hasEffect(session, shown),
    within(timeoutMs, EFFECT_MS, signal),
  );
  return effect === true ? 'submitted' : 'unconfirmed';
}

/** Several lines go in as a paste if the program knows pastes; else as they would be typed. */
async function enterText(house: House, session: Session, text: string): Promise<void> {
  if (/[\r\n]/.test(text) && session.terminal.modes.bracketedPaste)
    await paste(house, session, text);
  else await typePlain(house, session, text.replaceAll(/\r\n|\n/g, '\r'));
}

interface Entered {
  readonly text: string;
  readonly before: string;
}

/** Resolves when the end of the text shows, or what is shown instead keeps still. */
async function taken(session: Session, { text, before }: Entered, limit: Patience): Promise<void> {
  const tail = squeezed(text).slice(-TAIL);
  const count = occurrences(squeezed(before), tail);
  await watch(
    session,
    (): Finding<true> => {
      if (!session.isRunning) return { kind: 'found', value: true };
      const isShown = occurrences(squeezed(screenText(session.terminal)), tail) > count;
      const stillMs = Date.now() - session.lastOutputAt;
      if (!isShown) return { kind: 'wait' };
      return stillMs >= STILL_MS
        ? { kind: 'found', value: true }
        : { kind: 'wait', againInMs: STILL_MS - stillMs };
    },
    limit,
  );
}

function hasEffect(session: Session, shown: string): Finding<true> {
  const isChanged = !session.isRunning || contentHash(session.terminal) !== shown;
  return isChanged ? { kind: 'found', value: true } : { kind: 'wait' };
}

/** Without blanks: rows that wrap and indentation do not matter. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function occurrences(text: string, part: string): number {
  return part === '' ? 0 : text.split(part).length - 1;
}

function within(timeoutMs: number, mostMs: number, signal: AbortSignal): Patience {
  return { timeoutMs: Math.min(timeoutMs, mostMs), signal };
}
