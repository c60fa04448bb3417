import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import type { Attachment, Viewer } from '../sessions.ts';

export function attachViewer(_house: House, _session: Session, _viewer: Viewer): Attachment {
  return { input: () => undefined, resize: () => undefined, detach: () => undefined };
}
