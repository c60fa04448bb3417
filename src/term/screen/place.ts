import { wideTail, wrapGap } from './row.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';
import { index } from './scroll.ts';

/** Longer clusters are cut: no script needs more, and hostile output could grow without end. */
const LONGEST_CLUSTER = 31;

/** Prints a character of one or two cells where the cursor is, and moves the cursor on. */
export function place(screen: Screen, code: number, width: number): void {
  const style = screen.pen.style(screen.styles);
  if (screen.pendingWrap) leaveEdge(screen);
  let edge = printEdge(screen);
  if (screen.x + width > edge) {
    if (!makeRoom(screen, style, edge)) return;
    edge = printEdge(screen);
    if (screen.x + width > edge) return;
  }
  const { row, x } = screen;
  const end = x + width;
  if (screen.modes.insert) insertGap(screen, row, Math.min(width, edge - x));
  row.release(x, end, style);
  row.codes[x] = code;
  if (width === 2) {
    row.codes[x + 1] = wideTail;
    row.hasWide = true;
  }
  row.printed(x, end, style);
  if (end > row.used) row.used = end;
  if (end < edge) screen.x = end;
  else stopAtEdge(screen, edge);
}

/** Adds a code point of no width to the character before the cursor, if there is one. */
export function attach(screen: Screen, code: number): void {
  const { row } = screen;
  let column = lastColumn(screen);
  if (row.codes[column] === wideTail) column -= 1;
  if (column < 0) return;
  if (column >= row.used) row.used = column + 1;
  const base = row.codes[column];
  if (base === 0 || base === wrapGap) row.codes[column] = 0x20;
  row.touch(column, column + 1);
  appendTo(row, column, code);
}

/** The column of the cell before the cursor, -1 at the left edge. */
export function lastColumn(screen: Screen): number {
  return screen.pendingWrap ? screen.x : screen.x - 1;
}

/** The column after the last one that can be printed to from here. */
export function printEdge(screen: Screen): number {
  return screen.x > screen.right ? screen.columns : screen.right + 1;
}

/** Without DECAWM the last column is printed to again and again. */
export function leaveEdge(screen: Screen): void {
  if (screen.modes.autoWrap) wrap(screen);
  else screen.pendingWrap = false;
}

/** The last column is full: the cursor stays there, and a wrap is pending. */
export function stopAtEdge(screen: Screen, edge: number): void {
  screen.x = edge - 1;
  screen.pendingWrap = true;
}

function wrap(screen: Screen): void {
  screen.pendingWrap = false;
  const hasNext = screen.y < screen.height - 1 || screen.y === screen.bottom;
  if (hasNext && !screen.hasColumnMargins) screen.row.wraps = true;
  index(screen);
  screen.x = screen.x < screen.left ? 0 : screen.left;
}

/** A wide character has only one column left: it goes to the next row, or nowhere. */
function makeRoom(screen: Screen, style: number, edge: number): boolean {
  if (!screen.modes.autoWrap) return false;
  const { row, x } = screen;
  row.erase(x, edge, style);
  row.codes.fill(wrapGap, x, edge);
  row.used = Math.max(row.used, edge);
  wrap(screen);
  return true;
}

/** Outside of the left and right margins nothing moves, as with ICH. */
function insertGap(screen: Screen, row: Row, width: number): void {
  const { x } = screen;
  if (x < screen.left || x > screen.right) return;
  const edge = printEdge(screen);
  if (edge - x <= width) row.erase(x, edge, screen.blank);
  else row.shift({ from: x, to: edge - width, offset: width, style: screen.blank });
}

function appendTo(row: Row, column: number, code: number): void {
  const rest = row.clusters?.get(column) ?? [];
  if (rest.length < LONGEST_CLUSTER) row.join(column, [...rest, code]);
}
