import type { TextRun } from '../line.ts';
import type { CellStyle } from '../style.ts';
import { wideTail, wrapGap } from './row.ts';
import type { Row } from './row.ts';

/** The text of a cell: empty for a blank and for the second half of a wide character. */
export function cellText(row: Row, x: number): string {
  const code = row.codes[x] ?? 0;
  if (code === 0 || code >= wideTail) return '';
  const rest = row.clusters?.get(x);
  return rest === undefined ? String.fromCodePoint(code) : String.fromCodePoint(code, ...rest);
}

/** The cells of a row up to its last one in use, grouped by style. */
export function runsOf(row: Row, styleOf: (id: number) => CellStyle): TextRun[] {
  const runs: TextRun[] = [];
  const end = contentEnd(row);
  for (let from = 0; from < end;) {
    const style = row.styles[from] ?? 0;
    let to = from + 1;
    while (to < end && row.styles[to] === style) to += 1;
    runs.push({ text: rangeText(row, from, to), columns: to - from, style: styleOf(style) });
    from = to;
  }
  return runs;
}

/**
 * Cells of a row that count: trailing blanks in the default style do not, unless the row wraps, nor
 * does the gap before a wrap.
 */
export function contentEnd(row: Row): number {
  let end = row.wraps ? row.columns : row.used;
  if (row.wraps) {
    while (end > 0 && row.codes[end - 1] === wrapGap) end -= 1;
    return end;
  }
  while (end > 0 && isBlank(row.codes[end - 1] ?? 0) && row.styles[end - 1] === 0) end -= 1;
  return end;
}

function isBlank(code: number): boolean {
  return code === 0 || code === wrapGap;
}

function rangeText(row: Row, from: number, to: number): string {
  let text = '';
  for (let x = from; x < to; x += 1) {
    if (row.codes[x] !== wideTail) text += cellText(row, x) || ' ';
  }
  return text;
}
