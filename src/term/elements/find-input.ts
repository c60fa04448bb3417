import { covers, type ScreenElement } from './element.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

const LEAST_FIELD = 4;
const PROMPT = /^(?:.{0,60}[>$#%❯»] |[:/?](?=\S*$)|> ?)/;

/** Where typed text goes: the field, or the text after a prompt, that holds a visible cursor. */
export function findInput(
  grid: ScreenGrid,
  buttons: readonly ScreenElement[],
): readonly ScreenElement[] {
  const { x, y, visible } = grid.cursor;
  if (!visible || buttons.some((button) => covers(button, y, x))) return [];
  const found = fieldAt(grid) ?? promptAt(grid);
  return found === undefined ? [] : [found];
}

/** Cells around the cursor with a background that neither side of them has. */
function fieldAt(grid: ScreenGrid): ScreenElement | undefined {
  const { x, y } = grid.cursor;
  const row = grid.rows[y];
  if (row === undefined) return undefined;
  const { background } = cellAt(grid, y, x);
  const isField = (column: number): boolean => row.cells[column]?.background === background;
  let from = x;
  let to = x + 1;
  while (isField(from - 1)) from -= 1;
  while (isField(to)) to += 1;
  const isBounded = from > 0 && to < row.cells.length;
  if (!isBounded || to - from < LEAST_FIELD) return undefined;
  return inputFrom(grid, { from, to, evidence: 'a field with its own background' });
}

/** A prompt at the start of the row, and nothing after the cursor. */
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
