import type { ScreenElement } from './element.ts';
import { type ScreenGrid, textBetween } from './screen-grid.ts';

/** A mark at the start of a row or cell of a form, a blank, and a label up to a wide gap or border. */
const TOGGLE = /(?<=^|[ │║┃])(\[[ xX*✓✔]\]|\([ *•oxX]\)|[☐☑☒◯◉○●]) ?(?=\S| \S)/g;
const LABEL_END = /\s{2,}|[│║┃]|\s[[(][ xX*]?[\])]|$/;
const OFF = '[ ]( )☐◯○';
const RADIO = '(◯◉○●';

/** Checkboxes and radio buttons, inside the closed boxes of `boxes` alone. */
export function findToggles(
  grid: ScreenGrid,
  boxes: readonly ScreenElement[],
): readonly ScreenElement[] {
  return grid.rows.flatMap((row, at) =>
    Array.from(row.pattern.matchAll(TOGGLE)).flatMap((match) => {
      const [whole, mark = ''] = match;
      const column = match.index;
      if (!boxes.some((box) => holds(box, at, column))) return [];
      const start = column + whole.length;
      const label = LABEL_END.exec(row.pattern.slice(start).trimStart())?.index ?? 0;
      const indent = row.pattern.slice(start).length - row.pattern.slice(start).trimStart().length;
      const end = start + indent + label;
      const found: ScreenElement = {
        kind: RADIO.includes(mark.charAt(0)) ? 'radio' : 'checkbox',
        text: textBetween(row, start, end),
        row: at,
        column,
        rows: 1,
        columns: end - column,
        isOn: !OFF.includes(mark),
        evidence: [`the mark "${mark}" before a label`, 'inside a closed box'],
      };
      return found.text === '' ? [] : [found];
    }),
  );
}

/** Is the place inside the box, and not on its sides? */
export function holds(box: ScreenElement, row: number, column: number): boolean {
  return (
    row > box.row &&
    row < box.row + box.rows - 1 &&
    column > box.column &&
    column < box.column + box.columns - 1
  );
}
