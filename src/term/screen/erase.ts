import { endLineAbove } from './end-line.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';
import { styleFlag } from './style-table.ts';

/**
 * EL: 0 to the end of the row, 1 to its start, 2 all of it. With a pending wrap nothing is left to
 * the end of the row, as in kitty, tmux and xterm.js: top fills its header in inverse and erases on.
 */
export function eraseInRow(screen: Screen, part: number): void {
  const { row, x, y, columns, blank } = screen;
  if (part === 0 && isPastEnd(screen)) return;
  if (part === 2 || (part === 0 && x === 0)) endLineAbove(screen, y);
  if (part === 0) row.erase(x, columns, blank);
  else if (part === 1) row.erase(0, x + 1, blank);
  else if (part === 2) row.erase(0, columns, blank);
}

/** A wrap is pending, which without DECAWM will never come: then the last cell is erased. */
function isPastEnd({ pendingWrap, modes }: Screen): boolean {
  return pendingWrap && modes.autoWrap;
}

/** ED: 0 from the cursor on, 1 up to it, 2 the whole screen, 3 the history. */
export function eraseInDisplay(screen: Screen, part: number): void {
  const { grid, height, y, blank } = screen;
  if (part === 3) {
    if (!screen.isAlternate) screen.scrollOut.clear();
    return;
  }
  if (part === 0 || part === 1) eraseInRow(screen, part);
  const from = part === 0 ? y + 1 : 0;
  const to = part === 1 ? y : part === 0 || part === 2 ? height : 0;
  for (let at = from; at < to; at += 1) grid.row(at).clear(blank);
  if (part <= 2) endLineAbove(screen, from);
  if (part !== 1 && !screen.isAlternate) screen.hidden = [];
  if (part === 1) endLineAbove(screen, y);
}

/** ECH: `count` cells from the cursor on. */
export function eraseCharacters(screen: Screen, count: number): void {
  const { row, x, columns, blank } = screen;
  row.erase(x, Math.min(columns, x + count), blank);
  screen.pendingWrap = false;
}

/** DECSEL: like EL, but cells printed under DECSCA stay. */
export function eraseUnprotectedInRow(screen: Screen, part: number): void {
  const { row, x, y, columns } = screen;
  if (part === 0 && isPastEnd(screen)) return;
  if (part === 2 || (part === 0 && x === 0)) endLineAbove(screen, y);
  if (part === 0) eraseUnprotected(screen, row, { from: x, to: columns });
  else if (part === 1) eraseUnprotected(screen, row, { from: 0, to: x + 1 });
  else if (part === 2) eraseUnprotected(screen, row, { from: 0, to: columns });
}

/** DECSED: like ED, but cells printed under DECSCA stay. */
export function eraseUnprotectedInDisplay(screen: Screen, part: number): void {
  const { grid, height, y, columns } = screen;
  if (part > 2) return;
  if (part < 2) eraseUnprotectedInRow(screen, part);
  const from = part === 0 ? y + 1 : 0;
  const to = part === 1 ? y : height;
  for (let at = from; at < to; at += 1) {
    endLineAbove(screen, at);
    eraseUnprotected(screen, grid.row(at), { from: 0, to: columns });
  }
  if (part === 1) endLineAbove(screen, y);
}

interface CellRange {
  readonly from: number;
  readonly to: number;
}

function eraseUnprotected(screen: Screen, row: Row, { from, to }: CellRange): void {
  const { styles, blank } = screen;
  for (let x = from; x < to; x += 1) {
    const flags = styles.flags[row.styles[x] ?? 0] ?? 0;
    if ((flags & styleFlag.protected) === 0) row.erase(x, x + 1, blank);
  }
}

/** DECALN: a screen full of "E", margins and renditions forgotten. */
export function fillWithE(screen: Screen): void {
  screen.resetMargins();
  endLineAbove(screen, 0);
  for (let y = 0; y < screen.height; y += 1) {
    const row = screen.grid.row(y);
    row.clear(0);
    row.codes.fill(0x45);
    row.used = screen.columns;
    row.touch(0, screen.columns);
  }
  screen.x = 0;
  screen.y = 0;
  screen.pendingWrap = false;
}
