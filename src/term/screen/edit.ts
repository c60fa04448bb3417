import { endLineAbove } from './end-line.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';
import { scrollDown, scrollUp } from './scroll.ts';

/** ICH: blanks push the rest of the row right, up to the margin. */
export function insertCharacters(screen: Screen, count: number): void {
  screen.pendingWrap = false;
  if (screen.x < screen.left || screen.x > screen.right) return;
  shiftRight(screen, screen.row, { x: screen.x, count });
}

/** DCH: the rest of the row moves left, blanks come in at the margin. */
export function deleteCharacters(screen: Screen, count: number): void {
  screen.pendingWrap = false;
  if (screen.x < screen.left || screen.x > screen.right) return;
  shiftLeft(screen, screen.row, { x: screen.x, count });
}

/** IL: blank rows push the rows from the cursor on down. */
export function insertLines(screen: Screen, count: number): void {
  if (!screen.isInsideMargins) return;
  scrollDown(screen, { top: screen.y, bottom: screen.bottom }, count);
  screen.x = screen.left;
  screen.pendingWrap = false;
}

/** DL: the rows below move up; nothing becomes history. */
export function deleteLines(screen: Screen, count: number): void {
  if (!screen.isInsideMargins) return;
  deleteRows(screen, count);
  screen.x = screen.left;
  screen.pendingWrap = false;
}

/** DECIC and SR: blank columns come in at `x` in every row between the margins, if the cursor is too. */
export function insertColumns(screen: Screen, x: number, count: number): void {
  forRowsOfRegion(screen, (row) => shiftRight(screen, row, { x, count }));
}

/** DECDC and SL: columns go at `x` in every row between the margins. */
export function deleteColumns(screen: Screen, x: number, count: number): void {
  forRowsOfRegion(screen, (row) => shiftLeft(screen, row, { x, count }));
}

function deleteRows(screen: Screen, count: number): void {
  const region = { top: screen.y, bottom: screen.bottom };
  if (screen.y > 0 || screen.hasColumnMargins || screen.isAlternate) {
    scrollUp(screen, region, count);
    return;
  }
  endLineAbove(screen, region.top);
  const steps = Math.min(count, region.bottom - region.top + 1);
  for (let step = 0; step < steps; step += 1) {
    const row = screen.grid.row(region.top);
    screen.grid.rotateUp(region.top, region.bottom);
    row.clear(screen.blank);
  }
}

function forRowsOfRegion(screen: Screen, change: (row: Row) => void): void {
  if (!screen.isInsideMargins) return;
  endLineAbove(screen, screen.top);
  for (let y = screen.top; y <= screen.bottom; y += 1) {
    const row = screen.grid.row(y);
    row.wraps = false;
    change(row);
  }
}

interface Blanks {
  readonly x: number;
  readonly count: number;
}

function shiftRight(screen: Screen, row: Row, { x, count }: Blanks): void {
  const edge = screen.right + 1;
  if (count >= edge - x) row.erase(x, edge, screen.blank);
  else row.shift({ from: x, to: edge - count, offset: count, style: screen.blank });
}

function shiftLeft(screen: Screen, row: Row, { x, count }: Blanks): void {
  const edge = screen.right + 1;
  if (count >= edge - x) row.erase(x, edge, screen.blank);
  else row.shift({ from: x + count, to: edge, offset: -count, style: screen.blank });
}
