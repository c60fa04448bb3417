import type { ScreenElement } from './element.ts';
import { isInside } from './find-boxes.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

/**
 * The items of a list in a closed box: neighbouring rows with text from the same column on, one
 * of which has its own background and the others one and the same look there.
 */
export function findMenuItems(
  grid: ScreenGrid,
  boxes: readonly ScreenElement[],
): readonly ScreenElement[] {
  const innermost = boxes.filter((box) => !boxes.some((other) => isInside(other, box)));
  return innermost.flatMap((box) => itemsIn(grid, box));
}

function itemsIn(grid: ScreenGrid, box: ScreenElement): readonly ScreenElement[] {
  const selected = selectedRows(grid, box);
  const [only] = selected;
  if (selected.length !== 1 || only === undefined) return [];
  // A row of its own background that has the cursor is a field to type into.
  if (grid.cursor.visible && grid.cursor.y === only) return [];
  const column = startOf(grid, box, only) ?? 0;
  const above = run(grid, box, { from: only, step: -1, column });
  const below = run(grid, box, { from: only, step: 1, column });
  const looks = [above, below].map(([first]) =>
    first === undefined ? undefined : cellAt(grid, first, column).look,
  );
  const isAlike = looks[0] === undefined || looks[1] === undefined || looks[0] === looks[1];
  const others = isAlike ? [...above, ...below] : above.length > below.length ? above : below;
  if (others.length === 0) return [];
  return [only, ...others].toSorted((a, b) => a - b).map((row) => itemAt(grid, box, row, only));
}

/** Rows whose text begins on another background than the box has beside it. */
function selectedRows(grid: ScreenGrid, box: ScreenElement): readonly number[] {
  return interior(box).filter((row) => {
    const start = startOf(grid, box, row);
    if (start === undefined) return false;
    return cellAt(grid, row, start).background !== plainBackground(grid, box);
  });
}

function plainBackground(grid: ScreenGrid, box: ScreenElement): string {
  const counts = new Map<string, number>();
  for (const row of interior(box)) {
    const column = startOf(grid, box, row) ?? box.column + 1;
    const { background } = cellAt(grid, row, column);
    counts.set(background, (counts.get(background) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}

function interior(box: ScreenElement): readonly number[] {
  return Array.from({ length: box.rows - 2 }, (_, index) => box.row + 1 + index);
}

/** The column where the text of a row begins inside the box; undefined when it is blank. */
function startOf(grid: ScreenGrid, box: ScreenElement, row: number): number | undefined {
  const inside = grid.rows[row]?.pattern.slice(box.column + 1, box.column + box.columns - 1) ?? '';
  const offset = inside.search(/\S/);
  return offset < 0 ? undefined : box.column + 1 + offset;
}

/** The rows next to the selected one that begin in its column and look like one another. */
function run(
  grid: ScreenGrid,
  box: ScreenElement,
  { from, step, column }: { readonly from: number; readonly step: 1 | -1; readonly column: number },
): readonly number[] {
  const rows: number[] = [];
  const { look } = cellAt(grid, from + step, column);
  for (let row = from + step; row > box.row && row < box.row + box.rows - 1; row += step) {
    if (startOf(grid, box, row) !== column || cellAt(grid, row, column).look !== look) break;
    rows.push(row);
  }
  return rows;
}

function itemAt(
  grid: ScreenGrid,
  box: ScreenElement,
  row: number,
  selected: number,
): ScreenElement {
  const column = startOf(grid, box, row) ?? box.column + 1;
  const end = box.column + box.columns - 1;
  const seen = grid.rows[row];
  return {
    kind: 'menu-item',
    text: seen === undefined ? '' : itemText(textBetween(seen, column, end)),
    row,
    column,
    rows: 1,
    columns: end - column,
    isOn: row === selected,
    evidence: ['a row of a list in a closed box', 'one row of it has its own background'],
  };
}

/** Without the scroll bar that may stand at the end of the row. */
function itemText(text: string): string {
  return text
    .replace(/\s[↑↓▲▼▮▒░█]$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
