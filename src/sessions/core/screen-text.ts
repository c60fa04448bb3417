import { renderAnsi } from '../../term/render-ansi.ts';
import { textOf } from '../../term/line.ts';
import type { Line } from '../../term/line.ts';
import type { Terminal } from '../../term/terminal.ts';

/** The rows of the screen, top to bottom. */
export function screenLines(terminal: Terminal): readonly Line[] {
  return Array.from({ length: terminal.size.rows }, (_, row) => terminal.line(row));
}

/** A row as text, without the blanks at its end. */
export function rowText(line: Line): string {
  return textOf(line).trimEnd();
}

/** The screen as text, one line a row; empty rows at the bottom are left out. */
export function screenText(terminal: Terminal): string {
  return screenLines(terminal).map(rowText).join('\n').replace(/\n+$/, '');
}

/** A row with all that can be seen of it; equal for rows that look alike. */
export function rowLook(line: Line): string {
  return renderAnsi([{ runs: line.runs, wraps: false }]);
}
