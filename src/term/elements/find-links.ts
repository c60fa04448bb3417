import type { ScreenElement } from './element.ts';
import { cellAt, type ScreenGrid, textBetween } from './screen-grid.ts';

/** Hyperlinks that the program declared (OSC 8), one for every row that they stand on. */
export function findLinks(grid: ScreenGrid): readonly ScreenElement[] {
  return grid.rows.flatMap((row, at) => {
    const links: ScreenElement[] = [];
    for (let column = 0; column < row.cells.length; column += 1) {
      const { link } = cellAt(grid, at, column);
      if (link === undefined) continue;
      const end = endOfLink(grid, at, column);
      links.push({
        kind: 'link',
        text: textBetween(row, column, end),
        row: at,
        column,
        rows: 1,
        columns: end - column,
        evidence: [`OSC 8 link to ${link.uri}`],
      });
      column = end - 1;
    }
    return links;
  });
}

function endOfLink(grid: ScreenGrid, row: number, from: number): number {
  const first = cellAt(grid, row, from).link;
  let end = from + 1;
  for (
    let { link } = cellAt(grid, row, end);
    link !== undefined;
    { link } = cellAt(grid, row, end)
  ) {
    if (link.uri !== first?.uri || link.id !== first.id) break;
    end += 1;
  }
  return end;
}
