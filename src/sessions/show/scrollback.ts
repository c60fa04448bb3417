import { textOf } from '../../term/line.ts';
import type { Terminal } from '../../term/terminal.ts';
import { screenLinesOf } from '../core/screen-lines.ts';

/** A range of logical lines; negative numbers count back from the newest. */
export interface LineRange {
  readonly from: number;
  readonly to?: number | undefined;
}

/** Lines of the history, and of the main screen below it, as far as they are still here. */
export interface Scrollback {
  readonly first: number;
  readonly next: number;
  readonly lines: string[];
}

/** The asked lines; `to` counts along. Without it, up to the newest. */
export function readScrollback(terminal: Terminal, range: LineRange): Scrollback {
  const { history } = terminal;
  const onScreen = terminal.modes.alternateScreen ? [] : screenTexts(terminal);
  const closed = history.isOpen && onScreen.length > 0 ? history.nextLine - 1 : history.nextLine;
  const end = closed + onScreen.length;
  const absolute = (number: number): number => (number < 0 ? end + number : number);
  const first = Math.max(history.firstLine, Math.min(end, absolute(range.from)));
  const next = Math.max(
    first,
    Math.min(end, range.to === undefined ? end : absolute(range.to) + 1),
  );
  const lines = history.lines(first, next).map((line, at) => {
    const number = first + at;
    const past = line === undefined ? '' : textOf(line);
    const now = number >= closed ? (onScreen[number - closed] ?? '') : '';
    return (past + now).trimEnd();
  });
  return { first, next, lines };
}

/** The lines of the screen, down to the last that is not empty or holds the cursor. */
function screenTexts(terminal: Terminal): readonly string[] {
  const lines = screenLinesOf(terminal);
  const last = lines.findLastIndex(
    ({ text, rows }) => text.trim() !== '' || rows.some(({ row }) => row === terminal.cursor.y),
  );
  return lines.slice(0, last + 1).map(({ text }) => text);
}
