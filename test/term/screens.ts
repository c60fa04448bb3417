import type { Terminal, TerminalEvent, TerminalOptions } from '../../src/term/terminal.ts';
import { textOf } from '../../src/term/line.ts';
import { VtTerminal } from '../../src/term/vt/vt-terminal.ts';

const encoder = new TextEncoder();

/** A terminal that was switched on and keeps what it says. */
export interface Session {
  readonly terminal: VtTerminal;
  readonly replies: string[];
  readonly events: TerminalEvent[];
  /** Writes text as UTF-8. */
  readonly write: (text: string) => void;
}

/** Opens a terminal of `columns` by `rows`, 20 by 5 if not told. */
export function open(options: Partial<TerminalOptions> = {}): Session {
  const replies: string[] = [];
  const events: TerminalEvent[] = [];
  const terminal = new VtTerminal({
    size: { columns: 20, rows: 5 },
    onReply: (reply) => replies.push(reply),
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { terminal, replies, events, write: (text) => terminal.write(encoder.encode(text)) };
}

/** The rows of the screen as text, trailing blank rows left out. */
export function rowsOf(terminal: Terminal): string[] {
  const rows = Array.from({ length: terminal.size.rows }, (_, y) => textOf(terminal.line(y)));
  while (rows.at(-1) === '') rows.pop();
  return rows;
}

/** All logical lines, those of the history and those on the screen, as text. */
export function linesOf(terminal: Terminal): string[] {
  const { history } = terminal;
  const lines: string[] = [];
  for (let number = history.firstLine; number < history.nextLine; number += 1) {
    const line = history.line(number);
    lines.push(line === undefined ? '<gone>' : textOf(line));
  }
  let isOpen = history.isOpen;
  for (let y = 0; y < terminal.size.rows; y += 1) {
    const line = terminal.line(y);
    if (isOpen) lines.push((lines.pop() ?? '') + textOf(line));
    else lines.push(textOf(line));
    isOpen = line.wraps;
  }
  const trimmed = lines.map((line) => line.trimEnd());
  while (trimmed.at(-1) === '') trimmed.pop();
  return trimmed;
}
