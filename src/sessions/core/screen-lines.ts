import type { Line } from '../../term/line.ts';
import { textOf } from '../../term/line.ts';
import type { Terminal } from '../../term/terminal.ts';
import type { TextPlace } from './typed-lines.ts';

/** A logical line of the screen: the rows that it takes, joined. */
export interface ScreenLine {
  /** Lines of the main screen go on from those of the history; the alternate screen counts from 0. */
  readonly number: number;
  readonly text: string;
  readonly rows: readonly ScreenRow[];
}

/** A row as a part of its line. */
export interface ScreenRow {
  readonly row: number;
  /** Where its text begins in that of the line. */
  readonly start: number;
  readonly text: string;
  /** The cells that its text takes. */
  readonly columns: number;
  /** The column of each UTF-16 unit of its text. */
  readonly columnOf: (offset: number) => number;
  /** The offset in its text of the cell at a column. */
  readonly offsetOf: (column: number) => number;
}

/** The screen as logical lines, top to bottom. */
export function screenLinesOf(terminal: Terminal): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  let number = firstNumber(terminal);
  let rows: ScreenRow[] = [];
  let text = '';
  for (let row = 0; row < terminal.size.rows; row += 1) {
    const line = terminal.line(row);
    const part = rowOf(terminal, row, line, text.length);
    rows.push(part);
    text += part.text;
    if (line.wraps && row + 1 < terminal.size.rows) continue;
    lines.push({ number, text, rows });
    [number, rows, text] = [number + 1, [], ''];
  }
  return lines;
}

/** Where the cursor stands in the text of the screen. */
export function cursorPlace(terminal: Terminal): TextPlace {
  const { x, y, pendingWrap } = terminal.cursor;
  for (const { number, rows } of screenLinesOf(terminal)) {
    const row = rows.find((candidate) => candidate.row === y);
    if (row === undefined) continue;
    return { line: number, offset: row.start + row.offsetOf(pendingWrap ? x + 1 : x) };
  }
  return { line: 0, offset: 0 };
}

function firstNumber(terminal: Terminal): number {
  if (terminal.modes.alternateScreen) return 0;
  const { isOpen, nextLine } = terminal.history;
  return isOpen ? nextLine - 1 : nextLine;
}

function rowOf(terminal: Terminal, row: number, line: Line, start: number): ScreenRow {
  const text = textOf(line);
  const wide = line.runs.reduce((sum, run) => sum + run.columns, 0);
  const isNarrow = line.runs.every((run) => run.text.length === run.columns);
  // A place right of the text keeps its distance: what is typed there begins after blanks.
  const plain = { columnOf: (at: number) => at, offsetOf: (column: number) => column };
  if (isNarrow) return { row, start, text, columns: wide, ...plain };
  const columns = columnsOf(terminal, row, text.length);
  return {
    row,
    start,
    text,
    columns: wide,
    columnOf: (offset) => columns[offset] ?? lastColumn(columns) + offset - columns.length + 1,
    offsetOf: (column) => {
      const found = columns.findIndex((each) => each >= column);
      return found >= 0 ? found : columns.length + column - lastColumn(columns) - 1;
    },
  };
}

function columnsOf(terminal: Terminal, row: number, length: number): readonly number[] {
  const columns: number[] = [];
  for (let column = 0; columns.length < length; column += 1) {
    const { text, width } = terminal.cell(column, row);
    const units = width === 0 ? 0 : Math.max(1, text.length);
    for (let unit = 0; unit < units; unit += 1) columns.push(column);
    if (column >= terminal.size.columns) break;
  }
  return columns;
}

function lastColumn(columns: readonly number[]): number {
  return columns.at(-1) ?? -1;
}
