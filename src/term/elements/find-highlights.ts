import type { ScreenElement } from './element.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

/** A stretch of cells in one row with the same background. */
interface Stretch {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The row of a list that stands out: a stretch with its own background between two rows that
 * have text there and share another, as have the cells beside it. One that spans the whole screen must have the cursor, or
 * the cursor must be hidden: otherwise it may divide two windows.
 */
export function findHighlights(grid: ScreenGrid): readonly ScreenElement[] {
  return grid.rows.flatMap((row, at) =>
    stretchesOf(grid, at)
      .filter((stretch) => standsOut(grid, stretch) && isOfList(grid, stretch))
      .map(({ from, to }) => ({
        kind: 'highlight',
        text: textBetween(row, from, to),
        row: at,
        column: from,
        rows: 1,
        columns: to - from,
        evidence: ['a background of its own', 'the rows above and below share another'],
      })),
  );
}

function stretchesOf(grid: ScreenGrid, row: number): readonly Stretch[] {
  const end = width(grid, row);
  const stretches: Stretch[] = [];
  for (let from = 0; from < end;) {
    const { background } = cellAt(grid, row, from);
    let to = from + 1;
    while (to < end && cellAt(grid, row, to).background === background) to += 1;
    stretches.push({ row, from, to });
    from = to;
  }
  return stretches;
}

function standsOut(grid: ScreenGrid, stretch: Stretch): boolean {
  const { row, from, to } = stretch;
  const above = backgroundOf(grid, { row: row - 1, from, to });
  const below = backgroundOf(grid, { row: row + 1, from, to });
  if (above === undefined || above !== below) return false;
  const beside = [from - 1, to].filter((column) => column >= 0 && column < width(grid, row));
  return (
    cellAt(grid, row, from).background !== above &&
    beside.every((column) => cellAt(grid, row, column).background === above) &&
    hasText(grid, stretch)
  );
}

function width({ rows }: ScreenGrid, row: number): number {
  return rows[row]?.cells.length ?? 0;
}

/** The one background of a stretch with text; undefined when it has several or no text. */
function backgroundOf(grid: ScreenGrid, stretch: Stretch): string | undefined {
  const { row, from, to } = stretch;
  if (!hasText(grid, stretch)) return undefined;
  const first = cellAt(grid, row, from).background;
  const cells = grid.rows[row]?.cells.slice(from, to) ?? [];
  return cells.every(({ background }) => background === first) ? first : undefined;
}

function hasText(grid: ScreenGrid, { row, from, to }: Stretch): boolean {
  const seen = grid.rows[row];
  return seen !== undefined && /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(textBetween(seen, from, to));
}

function isOfList(grid: ScreenGrid, { row, from, to }: Stretch): boolean {
  const isWhole = from === 0 && to === width(grid, row);
  return !isWhole || !grid.cursor.visible || grid.cursor.y === row;
}
