import { wrapGap } from './row.ts';
import type { Screen } from './screen.ts';

/** CUU: up, not beyond the top margin if the cursor is below it. */
export function moveUp(screen: Screen, count: number): void {
  const edge = screen.y >= screen.top ? screen.top : 0;
  moveTo(screen, screen.x, Math.max(edge, screen.y - count));
}

/** CUD: down, not beyond the bottom margin if the cursor is above it. */
export function moveDown(screen: Screen, count: number): void {
  const edge = screen.y <= screen.bottom ? screen.bottom : screen.height - 1;
  moveTo(screen, screen.x, Math.min(edge, screen.y + count));
}

/** CUF: right, not beyond the right margin if the cursor is left of it. */
export function moveRight(screen: Screen, count: number): void {
  moveTo(screen, Math.min(rightEdge(screen), screen.x + count), screen.y);
}

/** CUB: left, not beyond the left margin if the cursor is right of it. */
export function moveLeft(screen: Screen, count: number): void {
  moveTo(screen, Math.max(leftEdge(screen), screen.x - count), screen.y);
}

/** CUP: to a row and column counted from 0, which origin mode counts from the margins. */
export function moveToAddress(screen: Screen, row: number, column: number): void {
  if (!screen.modes.origin) {
    moveTo(screen, Math.min(column, screen.columns - 1), Math.min(row, screen.height - 1));
    return;
  }
  const x = Math.min(screen.left + column, screen.right);
  moveTo(screen, x, Math.min(screen.top + row, screen.bottom));
}

/** CHA: to a column of the same row. */
export function moveToColumn(screen: Screen, column: number): void {
  const isOrigin = screen.modes.origin;
  const x = isOrigin ? screen.left + column : column;
  moveTo(screen, Math.min(x, isOrigin ? screen.right : screen.columns - 1), screen.y);
}

/** VPA: to a row, in the same column. */
export function moveToRow(screen: Screen, row: number): void {
  const isOrigin = screen.modes.origin;
  const y = isOrigin ? screen.top + row : row;
  moveTo(screen, screen.x, Math.min(y, isOrigin ? screen.bottom : screen.height - 1));
}

/** HPR: right, with no regard to margins but in origin mode. */
export function advanceColumn(screen: Screen, count: number): void {
  moveToColumn(screen, screen.x - (screen.modes.origin ? screen.left : 0) + count);
}

/** VPR: down, with no regard to margins but in origin mode. */
export function advanceRow(screen: Screen, count: number): void {
  moveToRow(screen, screen.y - (screen.modes.origin ? screen.top : 0) + count);
}

/** CR: to the left margin, or to the edge if the cursor is left of it. */
export function returnCarriage(screen: Screen): void {
  screen.x = leftEdge(screen);
  screen.pendingWrap = false;
}

/** BS: one column left; in mode ?45 from the left edge to the end of a wrapped row above. */
export function backspace(screen: Screen): void {
  if (screen.pendingWrap && screen.modes.reverseWrap) screen.pendingWrap = false;
  else if (screen.x !== leftEdge(screen)) moveLeft(screen, 1);
  else if (screen.modes.reverseWrap) unwrap(screen);
  else screen.pendingWrap = false;
}

/** HT and CHT: to the next tab stops, at most to the right edge. */
export function tabForward(screen: Screen, count: number): void {
  const edge = rightEdge(screen);
  for (let step = 0; step < count && screen.x < edge; step += 1) {
    do screen.x += 1;
    while (screen.x < edge && screen.tabs[screen.x] !== 1);
  }
}

/** CBT: to the tab stops before. */
export function tabBackward(screen: Screen, count: number): void {
  const edge = screen.modes.origin ? leftEdge(screen) : 0;
  screen.pendingWrap = false;
  for (let step = 0; step < count && screen.x > edge; step += 1) {
    do screen.x -= 1;
    while (screen.x > edge && screen.tabs[screen.x] !== 1);
  }
}

/** DECSTBM: rows counted from 0. A region of less than two rows is refused. */
export function setRowMargins(screen: Screen, top: number, bottom: number): void {
  const last = Math.min(bottom, screen.height - 1);
  if (top >= last) return;
  screen.top = top;
  screen.bottom = last;
  moveToAddress(screen, 0, 0);
}

/** DECSLRM: columns counted from 0. Less than two columns are refused. */
export function setColumnMargins(screen: Screen, left: number, right: number): void {
  const last = Math.min(right, screen.columns - 1);
  if (left >= last) return;
  screen.left = left;
  screen.right = last;
  moveToAddress(screen, 0, 0);
}

function moveTo(screen: Screen, x: number, y: number): void {
  screen.x = x;
  screen.y = y;
  screen.pendingWrap = false;
}

function rightEdge(screen: Screen): number {
  return screen.x <= screen.right ? screen.right : screen.columns - 1;
}

function leftEdge(screen: Screen): number {
  return screen.x >= screen.left ? screen.left : 0;
}

function unwrap(screen: Screen): void {
  if (screen.y <= screen.top || screen.y > screen.bottom) return;
  const above = screen.grid.row(screen.y - 1);
  if (!above.wraps) return;
  above.wraps = false;
  moveTo(screen, lastPrintedColumn(screen), screen.y - 1);
}

/** Of the row above: its last column, or the one before if a wide character left a gap there. */
function lastPrintedColumn(screen: Screen): number {
  const above = screen.grid.row(screen.y - 1);
  const last = screen.right;
  return above.codes[last] === wrapGap ? last - 1 : last;
}
