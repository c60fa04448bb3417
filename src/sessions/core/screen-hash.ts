import { createHash } from 'node:crypto';
import type { Terminal } from '../../term/terminal.ts';
import { rowLook, screenLines, screenText } from './screen-text.ts';

/** A short string that is another one whenever text, styles or cursor are. */
export function contentHash(terminal: Terminal): string {
  const { x, y, visible, shape } = terminal.cursor;
  const { columns, rows } = terminal.size;
  const rest = [columns, rows, x, y, visible, shape].join(' ');
  return shortHash([rest, ...screenLines(terminal).map(rowLook)].join('\n'));
}

/** The same for its text alone. */
export function textHash(terminal: Terminal): string {
  return shortHash(screenText(terminal));
}

/** 16 hexadecimal digits of SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
