import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';

/** Sends input. What the screen shows until now is stale for every wait after it. */
export async function send(house: House, session: Session, bytes: Uint8Array): Promise<void> {
  if (bytes.length === 0) return;
  session.noteInput();
  await house.holder.write(session.id, bytes);
}
