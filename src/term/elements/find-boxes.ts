import type { ScreenElement } from './element.ts';
import { characterAt, type ScreenGrid, textBetween } from './screen-grid.ts';

const TOP_LEFT = '┌╔╭┏╒╓+';
const TOP_RIGHT = '┐╗╮┓╕╖+';
const BOTTOM_LEFT = '└╚╰┗╘╙+';
const BOTTOM_RIGHT = '┘╝╯┛╛╜+';
const HORIZONTAL = '-+─═━┄┈╌├┤┬┴┼╞╡╟╢╠╣╤╧╦╩';
const VERTICAL = '│║┃┆┊├┤┼╞╡╟╢╠╣┝┥┠┨┣┫|+';
const LINES = new RegExp(`[${HORIZONTAL}]+`);
const LEAST_ROWS = 3;
const LEAST_COLUMNS = 4;

/** A screen with more is a picture; the finders compare boxes with one another. */
const MOST_BOXES = 400;
/** Crossings of ASCII lines that are tried as the corner of one box. */
const MOST_CORNERS = 16;

/**
 * Rectangles of box drawing that are closed on all four sides; a title may interrupt two.
 * At most 400, from the top.
 */
export function findBoxes(grid: ScreenGrid): readonly ScreenElement[] {
  const boxes: ScreenElement[] = [];
  for (const [row, { pattern }] of grid.rows.entries()) {
    for (let column = 0; column < pattern.length && boxes.length < MOST_BOXES; column += 1) {
      if (isTopLeft(grid, row, column)) boxes.push(...closeBox(grid, row, column));
    }
  }
  return boxes;
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

/** A corner of ASCII under another line is a crossing inside a box, not the corner of one. */
function isTopLeft(grid: ScreenGrid, row: number, column: number): boolean {
  const character = characterAt(grid, row, column);
  if (character === '+') return !'|+'.includes(characterAt(grid, row - 1, column));
  return TOP_LEFT.includes(character);
}

/** A corner of ASCII may also be a crossing, so the farthest one that closes the box counts. */
function closeBox(grid: ScreenGrid, top: number, left: number): readonly ScreenElement[] {
  const row = grid.rows[top];
  if (row === undefined) return [];
  for (const right of cornersRightOf(grid, top, left)) {
    const isTop = isSide(row.pattern.slice(left + 1, right));
    const bottom = isTop ? bottomOf(grid, { top, left, right }) : undefined;
    if (bottom === undefined) continue;
    return [
      {
        kind: 'box',
        text: titleIn(textBetween(row, left + 1, right)),
        row: top,
        column: left,
        rows: bottom - top + 1,
        columns: right - left + 1,
        evidence: ['four closed sides'],
      },
    ];
  }
  return [];
}

/** The corners that may end a top side, the farthest first: a vertical side goes down from each. */
function cornersRightOf(grid: ScreenGrid, top: number, left: number): readonly number[] {
  const pattern = grid.rows[top]?.pattern ?? '';
  const corners: number[] = [];
  for (let column = left + 1; column < pattern.length; column += 1) {
    const character = pattern[column] ?? ' ';
    const isCorner = TOP_RIGHT.includes(character) && column - left + 1 >= LEAST_COLUMNS;
    if (isCorner && VERTICAL.includes(characterAt(grid, top + 1, column))) corners.push(column);
    if (character !== '+' && (TOP_LEFT + TOP_RIGHT).includes(character)) break;
  }
  return corners.slice(-MOST_CORNERS).toReversed();
}

/** A side touches a corner with a line, and what interrupts it is one title. */
function isSide(between: string): boolean {
  const pieces = between.split(LINES).filter((piece) => piece !== '');
  const isAttached = isLine(between[0]) || isLine(between.at(-1));
  return isAttached && pieces.length <= 1 && !/[│║┃└┘╰╯╚╝|]| {3}/.test(between);
}

function isLine(character: string | undefined): boolean {
  return character !== undefined && HORIZONTAL.includes(character);
}

/** The next row that ends both vertical sides with corners. */
function bottomOf(
  grid: ScreenGrid,
  { top, left, right }: { readonly top: number; readonly left: number; readonly right: number },
): number | undefined {
  for (let row = top + 1; row < grid.rows.length; row += 1) {
    const start = characterAt(grid, row, left);
    const end = characterAt(grid, row, right);
    if (BOTTOM_LEFT.includes(start) && BOTTOM_RIGHT.includes(end)) {
      const between = grid.rows[row]?.pattern.slice(left + 1, right) ?? '';
      const isClosed = isSide(between) && row - top + 1 >= LEAST_ROWS;
      if (isClosed && !isCrossing(grid, row, left)) return row;
    }
    if (!VERTICAL.includes(start) || !VERTICAL.includes(end)) return undefined;
  }
  return undefined;
}

/** Does an ASCII side go on below? */
function isCrossing(grid: ScreenGrid, row: number, column: number): boolean {
  return (
    characterAt(grid, row, column) === '+' && '|+'.includes(characterAt(grid, row + 1, column))
  );
}

function titleIn(side: string): string {
  return side.split(LINES).join('').trim();
}
