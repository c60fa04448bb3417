import { Row, wideTail, wrapGap } from '../screen/row.ts';
import { contentEnd } from '../screen/row-text.ts';

/** A cell by its row, counted from the first of a list, and column. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Rows of another width with the same text, and where a place of the old rows is in them. */
export interface Rewrapped {
  readonly rows: readonly Row[];
  /** A column equal to the width means: after the last cell of the row. */
  readonly moved: (place: Place) => Place;
}

/** Wraps every logical line among the rows anew. Rows that wrap are joined with the next one. */
export function rewrap(rows: readonly Row[], columns: number): Rewrapped {
  const wrapped: Row[] = [];
  const finders: ((column: number) => Place)[] = [];
  for (let from = 0; from < rows.length;) {
    let to = from + 1;
    while (to < rows.length && rows[to - 1]?.wraps === true) to += 1;
    const line = rewrapLine(rows.slice(from, to), columns);
    const first = wrapped.length;
    for (const start of line.starts) {
      finders.push((column) => {
        const place = find(line, start + column, columns);
        return { row: first + place.row, column: place.column };
      });
    }
    wrapped.push(...line.rows);
    from = to;
  }
  return { rows: wrapped, moved: ({ row, column }) => finders[row]?.(column) ?? { row, column } };
}

interface RewrappedLine {
  readonly rows: readonly Row[];
  /** The cell of the line that each new row begins with. */
  readonly newStarts: readonly number[];
  /** The cell of the line that each old row began with. */
  readonly starts: readonly number[];
}

function rewrapLine(rows: readonly Row[], columns: number): RewrappedLine {
  const { line, starts } = joined(rows);
  const runsOn = rows.at(-1)?.wraps === true;
  const result: Row[] = [];
  const newStarts: number[] = [];
  let from = 0;
  do {
    const to = endOfRow(line, from, columns);
    result.push(cut(line, { from, to, columns, wraps: to < line.columns || runsOn }));
    newStarts.push(from);
    from = to;
  } while (from < line.columns);
  const wrapped = { rows: result, newStarts, starts };
  moveMarks(rows, wrapped, columns);
  return wrapped;
}

/** A whole logical line as one long row. */
function joined(rows: readonly Row[]): { line: Row; starts: number[] } {
  const starts: number[] = [];
  let length = 0;
  for (const row of rows) {
    starts.push(length);
    length += contentEnd(row);
  }
  const line = new Row(length);
  for (const [at, row] of rows.entries()) {
    const start = starts[at] ?? 0;
    const end = contentEnd(row);
    line.take(row, { from: 0, to: end, at: start });
    if (row.freshTo > 0) line.touch(start + row.freshFrom, start + Math.min(end, row.freshTo));
    for (const [column, rest] of row.clusters ?? []) line.join(start + column, rest);
  }
  line.used = length;
  return { line, starts };
}

function endOfRow(line: Row, from: number, columns: number): number {
  const end = Math.min(line.columns, from + columns);
  return end < line.columns && line.codes[end] === wideTail ? end - 1 : end;
}

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly wraps: boolean;
}

function cut(line: Row, { from, to, columns, wraps }: Cut): Row {
  const row = new Row(columns);
  const codes = line.codes.subarray(from, to);
  row.take(line, { from, to, at: 0 });
  row.used = to - from;
  if (line.freshTo > from && line.freshFrom < to) {
    row.touch(Math.max(0, line.freshFrom - from), Math.min(to, line.freshTo) - from);
  }
  row.hasWide = codes.includes(wideTail);
  row.wraps = wraps;
  if (to < line.columns && row.used < columns) {
    row.codes.fill(wrapGap, row.used);
    row.used = columns;
  }
  for (const [column, rest] of line.clusters ?? []) {
    if (column >= from && column < to) row.join(column - from, rest);
  }
  return row;
}

function find(line: RewrappedLine, cell: number, columns: number): Place {
  let row = line.newStarts.length - 1;
  while (row > 0 && (line.newStarts[row] ?? 0) > cell) row -= 1;
  return { row, column: Math.min(columns, cell - (line.newStarts[row] ?? 0)) };
}

function moveMarks(rows: readonly Row[], line: RewrappedLine, columns: number): void {
  for (const [at, { marks }] of rows.entries()) {
    for (const mark of marks ?? []) {
      const place = find(line, (line.starts[at] ?? 0) + mark.column, columns);
      const row = line.rows[place.row];
      if (row === undefined) continue;
      row.marks = [...(row.marks ?? []), { ...mark, column: Math.min(place.column, columns - 1) }];
    }
  }
}
