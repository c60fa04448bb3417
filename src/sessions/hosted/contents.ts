import { savedLines } from '../../model/saved-line.ts';
import { renderAnsi } from '../../term/render-ansi.ts';
import type { Line } from '../../term/line.ts';
import { plainStyle } from '../../term/style.ts';
import type { Mark, Terminal } from '../../term/terminal.ts';
import { mainScreen } from '../core/main-screen.ts';
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
  const main = terminal.modes.alternateScreen ? mainScreen(terminal) : terminal;
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

function marksByLine(terminal: Terminal): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const mark of terminal.marks) marks.set(mark.line, [...(marks.get(mark.line) ?? []), mark]);
  return marks;
}

const letters = { prompt: 'A', command: 'B', output: 'C', finished: 'D' } as const;

function saved(line: Line, marks: readonly Mark[]): string {
  return savedLines(withMarks(line, marks))[0] ?? '';
}

/** The line as text with its renditions, and its prompt marks where they stand. */
function withMarks(line: Line, marks: readonly Mark[]): string {
  let { runs } = line;
  for (const mark of marks.toReversed()) runs = withMark(runs, mark);
  return renderAnsi([{ runs, wraps: false }]).replace(/\n$/, '');
}

/** A mark is text of no columns, in the style of what follows it. */
function withMark(runs: Line['runs'], mark: Mark): Line['runs'] {
  const written = markText(mark);
  let column = 0;
  for (const [at, run] of runs.entries()) {
    const inside = mark.column - column;
    if (inside < run.columns) {
      // Text that was marked already, or that has wide characters, is marked at its beginning.
      const cut = run.text.length === run.columns ? inside : 0;
      const text = run.text.slice(0, cut) + written + run.text.slice(cut);
      return [...runs.slice(0, at), { ...run, text }, ...runs.slice(at + 1)];
    }
    column += run.columns;
  }
  const blanks = ' '.repeat(Math.max(0, mark.column - column));
  return [...runs, { text: blanks + written, columns: blanks.length, style: plainStyle }];
}

function markText({ kind, exitCode }: Mark): string {
  const code = exitCode === undefined ? '' : `;${exitCode}`;
  return `\u001B]133;${letters[kind]}${code}\u001B\\`;
}
