import { ascii } from './charsets.ts';
import type { SavedCursor } from './saved-cursor.ts';
import type { Screen } from './screen.ts';

/** Remembers the cursor of the active screen (DECSC, SCOSC, ?1048). */
export function saveCursor(screen: Screen): void {
  const saved: SavedCursor = {
    x: screen.x,
    y: screen.y,
    pendingWrap: screen.pendingWrap,
    pen: screen.pen.parts(),
    designated: [...screen.charsets.designated],
    shift: screen.charsets.shift,
    origin: screen.modes.origin,
  };
  if (screen.isAlternate) screen.savedAlternate = saved;
  else screen.savedMain = saved;
}

/**
 * Brings the cursor of the active screen back, but no hyperlink: that is no part of it. Without a saved one
 * it goes home, plainly.
 */
export function restoreCursor(screen: Screen): void {
  const saved = (screen.isAlternate ? screen.savedAlternate : screen.savedMain) ?? home;
  screen.x = Math.min(saved.x, screen.columns - 1);
  screen.y = Math.min(saved.y, screen.height - 1);
  screen.pendingWrap = saved.pendingWrap && saved.x === screen.x;
  screen.pen.set({ ...saved.pen, link: screen.pen.link });
  screen.charsets.designated = [...saved.designated];
  screen.charsets.invoke(saved.shift);
  screen.modes.origin = saved.origin;
}

const home: SavedCursor = {
  x: 0,
  y: 0,
  pendingWrap: false,
  pen: { foreground: 0, background: 0, underlineColor: 0, flags: 0, link: 0 },
  designated: [ascii, ascii, ascii, ascii],
  shift: 0,
  origin: false,
};
