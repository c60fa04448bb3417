import type { Color, Hyperlink } from '../style.ts';
import type { Terminal } from '../terminal.ts';

/** What is looked at of a terminal to find elements. */
export type ScreenView = Pick<Terminal, 'size' | 'cursor' | 'cell'>;

/** A cell as a user sees it: reversed colours are already exchanged. */
export interface SeenCell {
  /** A blank is a space; the second half of a wide character is empty. */
  readonly text: string;
  /** Equal for cells with the same background. */
  readonly background: string;
  /** Equal for cells that look alike in all but their text. */
  readonly look: string;
  readonly link: Hyperlink | undefined;
}

/** The screen as rows of cells, read once. */
export interface ScreenGrid {
  readonly rows: readonly SeenRow[];
  readonly cursor: ScreenView['cursor'];
}

export interface SeenRow {
  readonly cells: readonly SeenCell[];
  /** One UTF-16 unit per cell, so that an offset in it is a column; U+FFFC for what needs more. */
  readonly pattern: string;
}

export function readGrid(screen: ScreenView): ScreenGrid {
  const rows = Array.from({ length: screen.size.rows }, (_, row) => readRow(screen, row));
  return { rows, cursor: screen.cursor };
}

/** The cell at a place; a plain blank outside the screen. */
export function cellAt({ rows }: ScreenGrid, row: number, column: number): SeenCell {
  return rows[row]?.cells[column] ?? BLANK;
}

/** The character at a place, for comparing with box drawing and brackets. */
export function characterAt({ rows }: ScreenGrid, row: number, column: number): string {
  return rows[row]?.pattern[column] ?? ' ';
}

/** The text of a row from one column to before another, without the blanks around it. */
export function textBetween({ cells }: SeenRow, from: number, to: number): string {
  const texts = cells.slice(from, to).map(({ text }) => text);
  return texts.join('').trim();
}

const BLANK: SeenCell = { text: ' ', background: 'back', look: '', link: undefined };

function readRow(screen: ScreenView, row: number): SeenRow {
  const cells = Array.from({ length: screen.size.columns }, (_, column) =>
    seenCell(screen, row, column),
  );
  const pattern = cells.map(({ text }) => (text === '' ? ' ' : text.length > 1 ? '\uFFFC' : text));
  return { cells, pattern: pattern.join('') };
}

function seenCell(screen: ScreenView, row: number, column: number): SeenCell {
  const { text, width, style } = screen.cell(column, row);
  const front = colorName(style.foreground, 'front');
  const back = colorName(style.background, 'back');
  const background = style.inverse ? front : back;
  const foreground = style.inverse ? back : front;
  return {
    text: text === '' && width !== 0 ? ' ' : text,
    background,
    look: `${foreground} ${background} ${style.bold} ${style.underline}`,
    link: style.link,
  };
}

function colorName(color: Color, fallback: string): string {
  if (color.kind === 'default') return fallback;
  return color.kind === 'indexed' ? `${color.index}` : `${color.red},${color.green},${color.blue}`;
}
