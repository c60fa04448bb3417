import { covers, type ScreenElement } from './element.ts';
import { isInside } from './find-boxes.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

/** A mark after a border or a wide gap, and its label up to another border or wide gap. */
const TOGGLE =
  /(?<=[│║┃|] {0,16}|\s{2})(\[[ xX*✓✔]\]|\([ *•oxX]\)|[☐☑☒◯◉])\s{1,4}([^\s│║┃|](?:[^\s│║┃|]| (?![ │║┃|]))*)/g;
const OFF = '[ ]( )☐◯';
const RADIO = '(◯◉';

/**
 * Checkboxes and radio buttons of a closed box. Somebody must be able to move among them: one has
 * the cursor, or they do not all look alike. Otherwise they may be text that the box shows.
 */
export function findToggles(
  grid: ScreenGrid,
  boxes: readonly ScreenElement[],
): readonly ScreenElement[] {
  const outermost = boxes.filter((box) => !boxes.some((other) => isInside(box, other)));
  return outermost.flatMap((box) => {
    const toggles = togglesIn(grid, box);
    return isAlive(grid, toggles) ? toggles : [];
  });
}

function togglesIn(grid: ScreenGrid, box: ScreenElement): readonly ScreenElement[] {
  return grid.rows.flatMap((row, at) =>
    Array.from(row.pattern.matchAll(TOGGLE)).flatMap((match): readonly ScreenElement[] => {
      const [whole, mark = '', label = ''] = match;
      const column = match.index;
      if (!holds(box, at, column)) return [];
      const size = Math.min(whole.length, box.column + box.columns - 1 - column);
      return [
        {
          kind: RADIO.includes(mark.charAt(0)) ? 'radio' : 'checkbox',
          text: textBetween(row, column + whole.length - label.length, column + size),
          row: at,
          column,
          rows: 1,
          columns: size,
          isOn: !OFF.includes(mark),
          evidence: [`the mark "${mark}" before a label`, 'inside a closed box'],
        },
      ];
    }),
  );
}

function isAlive(grid: ScreenGrid, toggles: readonly ScreenElement[]): boolean {
  const { x, y } = grid.cursor;
  if (toggles.some((toggle) => covers(toggle, y, x))) return true;
  const looks = toggles.flatMap(({ row, column, columns }) =>
    Array.from({ length: columns }, (_, offset) => cellAt(grid, row, column + offset).look),
  );
  return new Set(looks).size > 1;
}

/** Is the place inside the box, and not on its sides? */
function holds(box: ScreenElement, row: number, column: number): boolean {
  return (
    row > box.row &&
    row < box.row + box.rows - 1 &&
    column > box.column &&
    column < box.column + box.columns - 1
  );
}
