import { textOf } from './line.ts';
import type { Line } from './line.ts';

/** Lines as plain text, a line feed after each. Rows that wrap are joined; trailing blanks go. */
export function renderText(lines: Iterable<Line>): string {
  let text = '';
  let line = '';
  for (const row of lines) {
    line += textOf(row);
    if (row.wraps) continue;
    text += `${line.replace(/ +$/, '')}\n`;
    line = '';
  }
  return line === '' ? text : `${text}${line}\n`;
}
