import { savedLines } from '../../model/saved-line.ts';
import { renderAnsi } from '../../term/render-ansi.ts';
import type { Line } from '../../term/line.ts';
import { restoreTerminal } from '../../term/open-terminal.ts';
import type { Mark, Terminal } from '../../term/terminal.ts';
import type { Session } from '../core/session.ts';
import { screenLines } from '../core/screen-text.ts';
import type { HostedContents } from '../hosted.ts';

/** Lines of history that are read before others get their turn. */
const SLICE = 2000;

/** What a session shows, as saved lines. @throws the signal's reason */
export async function readContents(
  session: Session,
  from: number,
  signal: AbortSignal,
): Promise<HostedContents> {
  for (;;) {
    const { contentsEpoch } = session;
    const contents = await readOnce(session, from, signal);
    // Lines that changed under the reading are read again.
    if (session.contentsEpoch === contentsEpoch) return contents;
  }
}

async function readOnce(
  session: Session,
  from: number,
  signal: AbortSignal,
): Promise<HostedContents> {
  const { history } = session.terminal;
  const firstLine = Math.max(from, history.firstLine);
  const lines: string[] = [];
  for (let at = firstLine; at < session.settledTo;) {
    const to = Math.min(session.settledTo, at + SLICE);
    lines.push(...historyLines(session.terminal, at, to));
    at = to;
    signal.throwIfAborted();
    if (at < session.settledTo)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
  }
  const { terminal } = session;
  const main = terminal.modes.alternateScreen ? withoutAlternate(terminal) : terminal;
  const { above, atCursor } = screenPart(main, Math.max(0, session.settledTo));
  return {
    firstLine: Math.min(firstLine, session.settledTo),
    above: [...lines, ...above],
    atCursor,
    settledTo: session.settledTo,
    alternateScreen: terminal.modes.alternateScreen
      ? screenLines(terminal).map(({ runs }) => saved({ runs, wraps: false }, []))
      : undefined,
  };
}

function historyLines(terminal: Terminal, from: number, to: number): readonly string[] {
  const marks = marksByLine(terminal);
  return Array.from({ length: to - from }, (_, at) => {
    const line = terminal.history.line(from + at);
    return line === undefined ? '' : saved(line, marks.get(from + at) ?? []);
  });
}

/** The lines of the screen above that of the cursor, and from it on. */
function screenPart(
  terminal: Terminal,
  settledTo: number,
): { readonly above: readonly string[]; readonly atCursor: readonly string[] } {
  const marks = marksByLine(terminal);
  const rows = screenLines(terminal);
  const begun = terminal.history.isOpen ? terminal.history.line(settledTo) : undefined;
  const lines: string[] = [];
  let runs: Line['runs'] = begun?.runs ?? [];
  let cursorLine = 0;
  for (const [row, line] of rows.entries()) {
    if (row === terminal.cursor.y) cursorLine = lines.length;
    runs = [...runs, ...line.runs];
    if (line.wraps && row + 1 < rows.length) continue;
    lines.push(saved({ runs, wraps: false }, marks.get(settledTo + lines.length) ?? []));
    runs = [];
  }
  const last = lines.findLastIndex((line) => line !== '');
  const end = Math.max(cursorLine, last) + 1;
  return { above: lines.slice(0, cursorLine), atCursor: lines.slice(cursorLine, end) };
}

/** The main screen while the other one is shown, as it comes back when that is left. */
function withoutAlternate(terminal: Terminal): Terminal {
  const copy = restoreTerminal(terminal.save({ sealedPages: false }) ?? new Uint8Array(), {});
  // CAN ends whatever sequence the program is in the middle of.
  copy.write(Buffer.from('\u0018\u001B[?1049l'));
  return copy;
}

function marksByLine(terminal: Terminal): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const mark of terminal.marks) marks.set(mark.line, [...(marks.get(mark.line) ?? []), mark]);
  return marks;
}

const letters = { prompt: 'A', command: 'B', output: 'C', finished: 'D' } as const;

function saved(line: Line, marks: readonly Mark[]): string {
  return savedLines(withMarks(line, marks))[0] ?? '';
}

/** The line as text with its renditions; its prompt marks stand at its beginning. */
function withMarks(line: Line, marks: readonly Mark[]): string {
  const text = renderAnsi([line]).replace(/\n$/, '');
  const written = marks.map(({ kind, exitCode }) => {
    const code = exitCode === undefined ? '' : `;${exitCode}`;
    return `\u001B]133;${letters[kind]}${code}\u001B\\`;
  });
  return written.join('') + text;
}
