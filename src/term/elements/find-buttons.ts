import { covers, type ScreenElement } from './element.ts';
import { isInside } from './find-boxes.ts';
import { type ScreenGrid, textBetween } from './screen-grid.ts';

const BUTTON = /<\s*[\p{L}\d][^<>[\]]*>|\[<?\s*[\p{L}\d][^<>[\]]*>?\]/gu;

/** How many rows above the lower side of a box its buttons may stand. */
const REACH = 3;

/** A row of nothing but buttons, near the lower side of a closed box. */
export function findButtons(
  grid: ScreenGrid,
  boxes: readonly ScreenElement[],
): readonly ScreenElement[] {
  return boxes.flatMap((box) => {
    const bottom = box.row + box.rows - 1;
    const inner = boxes.filter((other) => isInside(other, box));
    for (let row = bottom - 1; row >= bottom - REACH && row > box.row; row -= 1) {
      const isCovered = inner.some((other) => row >= other.row && row < other.row + other.rows);
      const buttons = isCovered ? [] : buttonsIn(grid, box, row);
      if (buttons.length > 0) return buttons;
    }
    return [];
  });
}

function buttonsIn(grid: ScreenGrid, box: ScreenElement, at: number): readonly ScreenElement[] {
  const row = grid.rows[at];
  if (row === undefined) return [];
  const { x, y, visible } = grid.cursor;
  const left = box.column + 1;
  const inside = row.pattern.slice(left, box.column + box.columns - 1);
  if (inside.replaceAll(BUTTON, '').trim() !== '') return [];
  const matches = Array.from(inside.matchAll(BUTTON));
  return matches.map((match) => {
    const [whole] = match;
    const column = left + match.index;
    const button: ScreenElement = {
      kind: 'button',
      text: textBetween(row, column, column + whole.length).replaceAll(/^[[<\s]+|[\]>\s]+$/g, ''),
      row: at,
      column,
      rows: 1,
      columns: whole.length,
      evidence: ['brackets around a word', 'in a row of buttons of a closed box'],
    };
    const isUnderCursor = visible && covers(button, y, x);
    return isUnderCursor ? { ...button, isOn: true } : button;
  });
}
