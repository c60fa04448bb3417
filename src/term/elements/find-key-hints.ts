import type { ScreenElement } from './element.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

const KEY = /(?<=^|\s)(?:\^[A-Z\\\]^_/]|M-[^\s])(?=\s\S)|(?<![\w^-])F?(?:10|[1-9])(?=[A-Z\s])/g;

/** Rows at the foot of the screen where programs name their keys. */
const FOOT_ROWS = 3;
const LEAST_KEYS = 3;

/** Keys and what they do, as nano ("^X Exit") and mc or htop ("F10Quit") show them at the foot. */
export function findKeyHints(grid: ScreenGrid): readonly ScreenElement[] {
  const first = Math.max(0, grid.rows.length - FOOT_ROWS);
  return grid.rows.slice(first).flatMap((_, index) => hintsIn(grid, first + index));
}

function hintsIn(grid: ScreenGrid, at: number): readonly ScreenElement[] {
  const row = grid.rows[at];
  if (row === undefined) return [];
  const keys = Array.from(row.pattern.matchAll(KEY), ([key], index) => ({ key, index }));
  const starts = Array.from(row.pattern.matchAll(KEY), ({ index }) => index);
  const hints = keys.flatMap(({ key }, index): readonly ScreenElement[] => {
    const column = starts[index] ?? 0;
    const start = column + key.length;
    const label = labelIn(grid, at, { start, limit: starts[index + 1] ?? row.cells.length });
    if (label === undefined) return [];
    return [
      {
        kind: 'key-hint',
        text: `${key} ${label.text}`,
        row: at,
        column,
        rows: 1,
        columns: label.end - column,
        evidence: ['a key in one look and its label in another', 'in a row of such pairs'],
      },
    ];
  });
  return hints.length >= LEAST_KEYS ? hints : [];
}

/** The words after a key, which must look different from it. */
function labelIn(
  grid: ScreenGrid,
  at: number,
  { start, limit }: { readonly start: number; readonly limit: number },
): { readonly text: string; readonly end: number } | undefined {
  const row = grid.rows[at];
  if (row === undefined) return undefined;
  const between = row.pattern.slice(start, limit);
  const lead = between.length - between.trimStart().length;
  const size = /\s{2,}|$/.exec(between.slice(lead))?.index ?? 0;
  const end = start + lead + size;
  const text = textBetween(row, start + lead, end);
  const isApart = cellAt(grid, at, start - 1).look !== cellAt(grid, at, start + lead).look;
  return isApart && /\p{L}/u.test(text) ? { text, end } : undefined;
}
