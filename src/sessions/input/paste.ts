import { encodePaste } from '../../term/encode-paste.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { noteTyped } from './type-text.ts';
import { send } from './send.ts';

/** Pastes text; true when the program was told that it is a paste. */
export async function paste(house: House, session: Session, text: string): Promise<boolean> {
  const { bytes, isBracketed } = encodePaste(text, session.terminal.modes);
  await noteTyped(session, text);
  await send(house, session, bytes);
  return isBracketed;
}
