import type { ScreenElement } from './element.ts';
import { characterAt, type ScreenGrid, textBetween } from './screen-grid.ts';

const TOP_LEFT = '┌╔╭┏╒╓';
const TOP_RIGHT = '┐╗╮┓╕╖';
const BOTTOM_LEFT = '└╚╰┗╘╙';
const BOTTOM_RIGHT = '┘╝╯┛╛╜';
const HORIZONTAL = '─═━┄┈╌├┤┬┴┼╞╡╟╢╠╣╤╧╦╩';
const VERTICAL = '│║┃┆┊├┤┼╞╡╟╢╠╣┝┥┠┨┣┫';
const LEAST_ROWS = 3;
const LEAST_COLUMNS = 4;

/** Rectangles of box drawing that are closed on all four sides; a title may interrupt two. */
export function findBoxes(grid: ScreenGrid): readonly ScreenElement[] {
  return grid.rows.flatMap(({ pattern }, row) =>
    Array.from(pattern).flatMap((character, column) =>
      TOP_LEFT.includes(character) ? closeBox(grid, row, column) : [],
    ),
  );
}

/** Is one box inside the other, without being it? */
export function isInside(inner: ScreenElement, outer: ScreenElement): boolean {
  return (
    inner !== outer &&
    inner.row >= outer.row &&
    inner.column >= outer.column &&
    inner.row + inner.rows <= outer.row + outer.rows &&
    inner.column + inner.columns <= outer.column + outer.columns
  );
}

function closeBox(grid: ScreenGrid, top: number, left: number): readonly ScreenElement[] {
  const pattern = grid.rows[top]?.pattern ?? '';
  const right = endOfTop(pattern, left);
  if (right === undefined) return [];
  const bottom = bottomOf(grid, { top, left, right });
  if (bottom === undefined) return [];
  const row = grid.rows[top];
  const title = row === undefined ? '' : titleIn(textBetween(row, left + 1, right));
  return [
    {
      kind: 'box',
      text: title,
      row: top,
      column: left,
      rows: bottom - top + 1,
      columns: right - left + 1,
      evidence: ['four closed sides of box drawing'],
    },
  ];
}

/** The corner that ends a top side; a title stands between lines, so the line is met again. */
function endOfTop(pattern: string, left: number): number | undefined {
  for (let column = left + 1; column < pattern.length; column += 1) {
    const character = pattern[column] ?? ' ';
    if (TOP_RIGHT.includes(character)) {
      const isWide = column - left + 1 >= LEAST_COLUMNS;
      return isWide && isSide(pattern.slice(left + 1, column)) ? column : undefined;
    }
    if (TOP_LEFT.includes(character)) return undefined;
  }
  return undefined;
}

/** A side touches both corners with a line, and whatever interrupts it is text. */
function isSide(between: string): boolean {
  return isLine(between[0]) && isLine(between.at(-1)) && !/[│║┃└┘╰╯╚╝]/.test(between);
}

function isLine(character: string | undefined): boolean {
  return character !== undefined && HORIZONTAL.includes(character);
}

function bottomOf(
  grid: ScreenGrid,
  { top, left, right }: { readonly top: number; readonly left: number; readonly right: number },
): number | undefined {
  for (let row = top + 1; row < grid.rows.length; row += 1) {
    const start = characterAt(grid, row, left);
    const end = characterAt(grid, row, right);
    if (BOTTOM_LEFT.includes(start)) {
      const between = grid.rows[row]?.pattern.slice(left + 1, right) ?? '';
      const isClosed = BOTTOM_RIGHT.includes(end) && isSide(between);
      return isClosed && row - top + 1 >= LEAST_ROWS ? row : undefined;
    }
    if (!VERTICAL.includes(start) || !VERTICAL.includes(end)) return undefined;
  }
  return undefined;
}

function titleIn(side: string): string {
  const line = new RegExp(`^[${HORIZONTAL}]+|[${HORIZONTAL}]+$`, 'g');
  return side.replaceAll(line, '').trim();
}
