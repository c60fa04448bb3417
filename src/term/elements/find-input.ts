import { covers, type ScreenElement } from './element.ts';
import { isInside } from './find-boxes.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

const LEAST_FIELD = 4;
const PROMPT = /^(?:.{0,60}[>$#%❯»] |[:/?](?=\S*$)|> ?)/;

/** What is already known of the screen. */
interface Surroundings {
  readonly boxes: readonly ScreenElement[];
  readonly buttons: readonly ScreenElement[];
  readonly menuItems: readonly ScreenElement[];
}

/** Where typed text goes: the field, or the text after a prompt, that holds a visible cursor. */
export function findInput(
  grid: ScreenGrid,
  { boxes, buttons, menuItems }: Surroundings,
): readonly ScreenElement[] {
  const { x, y, visible } = grid.cursor;
  if (!visible || buttons.some((button) => covers(button, y, x))) return [];
  const prompt = menuItems.length === 0 ? promptAt(grid) : undefined;
  const found = boxedField(grid, boxes) ?? colouredField(grid) ?? prompt;
  return found === undefined ? [] : [found];
}

/** The one row of a small box inside another: alone it may as well be a list. */
function boxedField(grid: ScreenGrid, boxes: readonly ScreenElement[]): ScreenElement | undefined {
  const { x, y } = grid.cursor;
  const box = boxes.find((each) => each.rows === 3 && covers(each, y, x));
  if (box === undefined || !boxes.some((outer) => isInside(box, outer))) return undefined;
  const from = box.column + 1;
  const to = box.column + box.columns - 1;
  return isBlankAfterCursor(grid, to)
    ? inputFrom(grid, { from, to, evidence: 'the only row of a closed box' })
    : undefined;
}

/** Cells around the cursor with a background that neither side of them has. */
function colouredField(grid: ScreenGrid): ScreenElement | undefined {
  const { x, y } = grid.cursor;
  const { background } = cellAt(grid, y, x);
  const width = grid.rows[y]?.cells.length ?? 0;
  let from = x;
  let to = x + 1;
  while (from > 0 && cellAt(grid, y, from - 1).background === background) from -= 1;
  while (to < width && cellAt(grid, y, to).background === background) to += 1;
  const isField = from > 0 && to < width && to - from >= LEAST_FIELD;
  return isField && isBlankAfterCursor(grid, to)
    ? inputFrom(grid, { from, to, evidence: 'a field with its own background' })
    : undefined;
}

function isBlankAfterCursor({ rows, cursor }: ScreenGrid, to: number): boolean {
  return /^[\s_]*$/.test(rows[cursor.y]?.pattern.slice(cursor.x, to) ?? '');
}

/** A prompt at the start of the row, and nothing after the cursor; an open menu takes the keys. */
function promptAt(grid: ScreenGrid): ScreenElement | undefined {
  const { x, y } = grid.cursor;
  const pattern = grid.rows[y]?.pattern ?? '';
  const prompt = PROMPT.exec(pattern.slice(0, x))?.[0];
  if (prompt === undefined || pattern.slice(x).trim() !== '') return undefined;
  return inputFrom(grid, { from: prompt.length, to: x + 1, evidence: `the prompt "${prompt}"` });
}

function inputFrom(
  grid: ScreenGrid,
  { from, to, evidence }: { readonly from: number; readonly to: number; readonly evidence: string },
): ScreenElement {
  const { y } = grid.cursor;
  const row = grid.rows[y];
  return {
    kind: 'input',
    text: row === undefined ? '' : textBetween(row, from, to),
    row: y,
    column: from,
    rows: 1,
    columns: to - from,
    evidence: ['the cursor is visible here', evidence],
  };
}
