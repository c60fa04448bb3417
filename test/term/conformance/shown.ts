import { open } from '../screens.ts';

/** A row of a table: what is checked, what a program writes, and what 8 by 6 cells show then. */
export type Case = readonly [title: string, output: string, shows: string];

export const size = { columns: 8, rows: 6 };
export const CSI = '\u001B[';
export const ESC = '\u001B';
export const ST = '\u001B\\';

/** A screen full of different letters, the cursor at home. */
export const letters = `abcdefgh\r\nijklmnop\r\nqrstuvwx\r\nyzABCDEF\r\nGHIJKLMN\r\nOPQRSTUV${CSI}H`;

/** CUP. */
export const at = (row: number, column: number): string => `${CSI}${row};${column}H`;

/** DECSTBM. */
export const rows = (top: number, bottom: number): string => `${CSI}${top};${bottom}r`;

/** DECLRMM and DECSLRM. */
export const columns = (left: number, right: number): string => `${CSI}?69h${CSI}${left};${right}s`;

/** No margins and no origin mode any more; the cursor is at home. */
export const free = `${CSI}?6l${CSI}r${CSI}?69l`;

/**
 * The screen after an output: rows up to the last one with text, joined by "|", blank cells before
 * the last character as ".", and what the terminal reports as the place of its cursor.
 */
export function shownAfter(output: string): string {
  const { terminal, write, replies } = open({ size });
  write(output);
  write(`${CSI}6n`);
  const cells = Array.from({ length: size.rows }, (_, y) =>
    Array.from({ length: size.columns }, (__, x) => terminal.cell(x, y)),
  );
  const texts = cells.map((row) => row.map(({ text, width }) => (width === 0 ? '' : text)));
  return describeScreen(texts, replies.at(-1) ?? '');
}

/** A screen in one line; a blank cell is "" or " ", and `report` is the answer to DSR 6. */
export function describeScreen(cells: readonly (readonly string[])[], report: string): string {
  const lines = cells.map((row) =>
    row
      .map((text) => (text === ' ' || text === '' ? '.' : text))
      .join('')
      .replace(/\.+$/, ''),
  );
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('|')} @${report.slice(CSI.length, -1)}`.trimStart();
}
