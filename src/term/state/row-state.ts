import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { markKinds } from '../history/page.ts';
import { Row, wideTail, wrapGap } from '../screen/row.ts';
import type { RowMark } from '../screen/row-mark.ts';

/** Writes rows of one width, every cell as it is. */
export function saveRows(writer: ByteWriter, rows: readonly Row[]): void {
  writer.number(rows.length);
  for (const row of rows) saveRow(writer, row);
}

/** Reads what `saveRows` wrote; style numbers must be below `styleCount`. */
export function loadRows(reader: ByteReader, columns: number, styleCount: number): Row[] {
  const count = reader.upTo(MOST_ROWS);
  return Array.from({ length: count }, () => loadRow(reader, columns, styleCount));
}

const MOST_ROWS = 1 << 24;
const MOST_IN_CLUSTER = 32;
const LARGEST_CODE = 0x10ffff;

function saveRow(writer: ByteWriter, row: Row): void {
  writer.number(row.used);
  writer.boolean(row.wraps);
  writer.boolean(row.hasWide);
  for (let x = 0; x < row.used; x += 1) writer.number(row.codes[x] ?? 0);
  for (let from = 0; from < row.used;) {
    const style = row.styles[from] ?? 0;
    let to = from + 1;
    while (to < row.used && row.styles[to] === style) to += 1;
    writer.number(style);
    writer.number(to - from);
    from = to;
  }
  const clusters = [...(row.clusters ?? [])].toSorted(([a], [b]) => a - b);
  writer.number(clusters.length);
  for (const [column, rest] of clusters) {
    writer.number(column);
    writer.numbers(rest);
  }
  saveMarks(writer, row.marks ?? []);
}

function loadRow(reader: ByteReader, columns: number, styleCount: number): Row {
  const row = new Row(columns);
  row.used = reader.upTo(columns);
  row.wraps = reader.boolean();
  row.hasWide = reader.boolean();
  for (let x = 0; x < row.used; x += 1) row.codes[x] = reader.upTo(wrapGap);
  for (let from = 0; from < row.used;) {
    const style = reader.upTo(styleCount - 1);
    const to = from + Math.max(1, reader.upTo(row.used - from));
    row.paint(from, to, style);
    from = to;
  }
  for (let left = reader.upTo(columns); left > 0; left -= 1) {
    const column = reader.upTo(columns - 1);
    row.join(column, reader.numbers().slice(0, MOST_IN_CLUSTER).map(codePoint));
  }
  const marks = loadMarks(reader);
  if (marks.length > 0) row.marks = marks;
  if (row.codes[0] === wideTail) row.codes[0] = 0;
  return row;
}

function codePoint(code: number): number {
  return Math.min(code, LARGEST_CODE);
}

/** Writes the marks of a row. */
export function saveMarks(writer: ByteWriter, marks: readonly RowMark[]): void {
  writer.number(marks.length);
  for (const mark of marks) {
    writer.number(markKinds.indexOf(mark.kind));
    writer.number(mark.column);
    writer.signed(mark.exitCode ?? -1);
  }
}

/** Reads what `saveMarks` wrote. */
export function loadMarks(reader: ByteReader): RowMark[] {
  const marks: RowMark[] = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const kind = markKinds[reader.upTo(markKinds.length - 1)] ?? 'prompt';
    const column = reader.number();
    const code = reader.signed();
    marks.push({ kind, column, exitCode: code < 0 ? undefined : code });
  }
  return marks;
}
