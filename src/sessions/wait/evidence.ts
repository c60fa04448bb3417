import type { ScreenLine } from '../core/screen-lines.ts';
import { screenLinesOf } from '../core/screen-lines.ts';
import type { Session } from '../core/session.ts';
import { echoesOf } from './echoes.ts';

/**
 * The text of the screen, and which characters of it a wait may go by: those that were printed
 * since the last input, and are not the echo of what was typed. Before any input, all of them.
 */
export interface Evidence {
  readonly text: string;
  readonly counts: (from: number, to: number) => boolean;
  /** The row of the screen that a character stands in. */
  readonly rowOf: (offset: number) => number;
}

/** What the screen of a session proves now. */
export function readEvidence(session: Session): Evidence {
  const lines = screenLinesOf(session.terminal);
  const text = lines.map((line) => line.text).join('\n');
  const marks = new Uint8Array(text.length + 1);
  let start = 0;
  for (const line of lines) {
    const own = marks.subarray(start, start + line.text.length);
    if (session.hadInput) markFresh(own, line, session);
    else own.fill(1);
    start += line.text.length + 1;
  }
  if (session.hadInput) unmarkEchoes(marks, lines, session);
  return {
    text,
    counts: (from, to) => marks.subarray(from, to).includes(1),
    rowOf: (offset) => rowAt(lines, offset),
  };
}

function markFresh(marks: Uint8Array, line: ScreenLine, { terminal }: Session): void {
  for (const { row, start, text, offsetOf } of line.rows) {
    const { from, to } = terminal.fresh(row);
    if (to > from)
      marks.fill(1, start + offsetOf(from), start + Math.min(text.length, offsetOf(to)));
  }
}

function unmarkEchoes(marks: Uint8Array, lines: readonly ScreenLine[], session: Session): void {
  const starts: number[] = [];
  let start = 0;
  for (const { text } of lines) {
    starts.push(start);
    start += text.length + 1;
  }
  for (const { line, from, to } of echoesOf(lines, session.typed.all, session.terminal)) {
    marks.fill(0, (starts[line] ?? 0) + from, (starts[line] ?? 0) + to);
  }
}

function rowAt(lines: readonly ScreenLine[], offset: number): number {
  let start = 0;
  for (const { text, rows } of lines) {
    if (offset <= start + text.length) {
      const inside = offset - start;
      return rows.findLast((row) => row.start <= inside)?.row ?? 0;
    }
    start += text.length + 1;
  }
  return 0;
}
