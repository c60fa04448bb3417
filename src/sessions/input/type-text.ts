import { bytesOf } from '../../os/bytes.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import type { TextPlace } from '../core/typed-lines.ts';
import { send } from './send.ts';
import { unescape } from './unescape.ts';

/**
 * Types text with its C escapes decoded. A line feed is typed as Enter, which sends a carriage
 * return: a terminal in its usual mode turns that into a line feed, and a program that reads keys
 * takes it for Enter. \x0A is the line feed itself.
 */
export async function typeText(house: House, session: Session, text: string): Promise<void> {
  await typePlain(house, session, typedText(text));
}

/** Types a text as it stands. */
export async function typePlain(house: House, session: Session, text: string): Promise<void> {
  const place = session.cursorPlace;
  // Enter may end a password, and with it the silence that must be noticed before.
  if (/[\r\n]/.test(text)) await noteTyped(session, text, place);
  await Promise.all([
    send(house, session, bytesOf(text)),
    /[\r\n]/.test(text) ? undefined : noteTyped(session, text, place),
  ]);
}

/** Remembers what is typed, to know its echo; not while the program keeps it from the screen. */
export async function noteTyped(
  session: Session,
  text: string,
  place: TextPlace = session.cursorPlace,
): Promise<void> {
  if (!(await isSecret(session))) session.typed.typed(text, place);
}

/** Does the program read a line without showing it, as for a password? */
export async function isSecret(session: Session): Promise<boolean> {
  const flags = await session.ttyFlags();
  return flags !== undefined && flags.canonical && !flags.echo;
}

const LINE_FEED = '\\x0A';

function typedText(text: string): string {
  const parts = text.split(/\\x0a/i);
  return parts.map((part) => unescape(part).replaceAll('\n', '\r')).join(unescape(LINE_FEED));
}
