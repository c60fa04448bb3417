import type { ScreenElement } from './element.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

/** A key as programs write it at the foot of the screen. */
const KEY = /^(?:F?\d{1,2}|\^[A-Z\\\]^_/]|M-\S|Esc|Enter|Tab|Space)$/;

/** Rows at the foot of the screen where programs name their keys. */
const FOOT_ROWS = 3;
const LEAST_HINTS = 2;

/** Neighbouring cells of a row that look alike. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Keys and what they do, as nano ("^X Exit"), htop ("F10Quit") and mc show them at the foot. */
export function findKeyHints(grid: ScreenGrid): readonly ScreenElement[] {
  const first = Math.max(0, grid.rows.length - FOOT_ROWS);
  return grid.rows.slice(first).flatMap((_, index) => hintsIn(grid, first + index));
}

function hintsIn(grid: ScreenGrid, row: number): readonly ScreenElement[] {
  const runs = runsOf(grid, row);
  const hints = runs.flatMap((key, at): readonly ScreenElement[] => {
    const label = runs[at + 1];
    const isHint =
      KEY.test(key.text) && label !== undefined && /^[^│║┃|]*\p{L}{2}[^│║┃|]*$/u.test(label.text);
    if (!isHint || KEY.test(label.text)) return [];
    return [
      {
        kind: 'key-hint',
        text: `${key.text} ${label.text}`,
        row,
        column: key.from,
        rows: 1,
        columns: label.to - key.from,
        evidence: ['a key in one look before its label in another', 'in a row of such pairs'],
      },
    ];
  });
  return hints.length >= LEAST_HINTS ? hints : [];
}

function runsOf(grid: ScreenGrid, at: number): readonly Run[] {
  const row = grid.rows[at];
  if (row === undefined) return [];
  const runs: Run[] = [];
  for (let from = 0; from < row.cells.length;) {
    const { look } = cellAt(grid, at, from);
    let to = from + 1;
    while (to < row.cells.length && cellAt(grid, at, to).look === look) to += 1;
    const text = textBetween(row, from, to);
    if (text !== '') runs.push({ from, to, text });
    from = to;
  }
  return runs;
}
