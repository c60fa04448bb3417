import { clip, displayWidth } from './display-width.ts';
import type { Page, Style } from './page.ts';
import { printable } from './printable.ts';

/** One column of a table; without a title on any column there is no head line. */
export interface Column {
  readonly title?: string;
  readonly isRight?: boolean;
  readonly style?: Style;
}

/** A cell, with a style of its own where the column's is not meant. */
export type Cell = string | { readonly text: string; readonly style: Style };

const GAP = '  ';

/**
 * Rows under each other, measured in cells of a terminal. Every cell is made printable here; the
 * last column is cut where the page ends, and columns without any text are left out.
 */
export function alignColumns(
  page: Page,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): readonly string[] {
  const hasText = columns.map((_, at) => rows.some((row) => textOf(row[at]) !== ''));
  const isKept = (_: unknown, at: number): boolean => hasText[at] === true;
  const kept = columns.filter(isKept);
  const head = kept.map(({ title = '' }): Cell => ({ text: title, style: 'dim' }));
  const hasHead = head.some((cell) => textOf(cell) !== '');
  const table = [...(hasHead ? [head] : []), ...rows.map((row) => row.filter(isKept))];
  const widths = kept.map((_, at) =>
    Math.max(...table.map((row) => displayWidth(textOf(row[at])))),
  );
  return table.map((row) => renderRow(page, kept, widths, row).trimEnd());
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return printable(typeof cell === 'string' ? cell : cell.text);
}

function renderRow(
  page: Page,
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly Cell[],
): string {
  let used = 0;
  const cells = row.map((cell, at) => {
    const isLast = at === row.length - 1;
    const room = isLast ? Math.max(page.columns - used, 12) : Infinity;
    const text = clip(textOf(cell), room);
    used += (widths[at] ?? 0) + GAP.length;
    return renderCell(page, columns[at] ?? {}, {
      cell,
      text,
      width: isLast ? 0 : (widths[at] ?? 0),
    });
  });
  return cells.join(GAP);
}

interface Placed {
  readonly cell: Cell;
  readonly text: string;
  readonly width: number;
}

function renderCell(page: Page, column: Column, { cell, text, width }: Placed): string {
  const style = typeof cell === 'string' ? column.style : cell.style;
  const painted = style === undefined ? text : page.paint(style, text);
  const blank = ' '.repeat(Math.max(width - displayWidth(text), 0));
  return column.isRight === true ? blank + painted : painted + blank;
}
