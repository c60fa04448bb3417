import { composedLine, savedLines, type StyledText } from '../../model/saved-line.ts';
import { type AnsiCodes, ansiCodes, renderAnsi } from '../../term/render-ansi.ts';
import type { Line, TextRun } from '../../term/line.ts';
import { type CellStyle, plainStyle } from '../../term/style.ts';
import type { Mark, Terminal } from '../../term/terminal.ts';
import { mainScreen } from '../core/main-screen.ts';
import type { Pieces } from '../core/pace.ts';
import type { Session } from '../core/session.ts';
import { screenLines } from '../core/screen-text.ts';
import type { HostedContents } from '../hosted.ts';

const LINES_BETWEEN_LOOKS = 64;
const ATTEMPTS = 3;

/**
 * What a session shows now, as saved lines from line `from` on. A flood goes on meanwhile: what
 * comes after this moment is left to the next reading. @throws the signal's reason
 */
export async function readContents(
  session: Session,
  from: number,
  slices: Slices,
): Promise<HostedContents> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const contents = await readOnce(session, from, slices);
    if (contents !== undefined) return contents;
  }
  // Its history is cleared again and again: the screen is what there is to keep.
  return shownNow(session);
}

/** In what pieces history is read, and until when. */
export interface Slices {
  readonly pieces: Pieces;
  readonly signal: AbortSignal;
}

/** Undefined when lines changed under the reading. */
async function readOnce(
  session: Session,
  from: number,
  slices: Slices,
): Promise<HostedContents | undefined> {
  const { contentsEpoch, settledTo, terminal } = session;
  const shown = shownNow(session);
  const first = Math.min(settledTo, Math.max(from, terminal.history.firstLine));
  const lines = await historyLines(terminal, { from: first, to: settledTo }, slices);
  if (session.contentsEpoch !== contentsEpoch) return undefined;
  // The oldest ones may have been pushed out before they were read.
  const lost = Math.min(lines.length, Math.max(0, terminal.history.firstLine - first));
  return { ...shown, firstLine: first + lost, above: [...lines.slice(lost), ...shown.above] };
}

/** The screen, and of the history nothing. */
function shownNow({ terminal, settledTo }: Session): HostedContents {
  const main = terminal.modes.alternateScreen ? mainScreen(terminal) : terminal;
  return {
    firstLine: settledTo,
    ...screenPart(main, Math.max(0, settledTo)),
    settledTo,
    alternateScreen: terminal.modes.alternateScreen
      ? screenLines(terminal).map(({ runs }) => saved({ runs, wraps: false }, []))
      : undefined,
  };
}

async function historyLines(
  terminal: Terminal,
  { from, to }: { readonly from: number; readonly to: number },
  { pieces, signal }: Slices,
): Promise<readonly string[]> {
  const marks = marksByLine(terminal);
  const lines: string[] = [];
  for (let at = from; at < to; at += LINES_BETWEEN_LOOKS) {
    await pieces.rest();
    signal.throwIfAborted();
    for (const line of terminal.history.lines(at, Math.min(to, at + LINES_BETWEEN_LOOKS))) {
      lines.push(line === undefined ? '' : saved(line, marks.get(from + lines.length) ?? []));
    }
  }
  return lines;
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

const written = {
  prompt: '133;A',
  command: '133;B',
  output: '133;C',
  finished: '133;D',
  place: '1337;SetMark',
} as const;

function saved({ runs }: Line, marks: readonly Mark[]): string {
  if (marks.length > 0) return savedLines(withMarks(runs, marks))[0] ?? '';
  return runs.length === 0 ? '' : composedLine(runs.map(styled));
}

function styled({ text, style }: TextRun): StyledText {
  let codes = known.get(style);
  if (codes === undefined) {
    codes = ansiCodes(style);
    known.set(style, codes);
  }
  return { text, sgr: codes.sgr, link: codes.link };
}

/** Of styles met before: a line has few of them, and the next line the same. */
const known = new WeakMap<CellStyle, AnsiCodes>();

/** The line as text with its renditions, and its prompt marks where they stand. */
function withMarks(line: Line['runs'], marks: readonly Mark[]): string {
  let runs = line;
  for (const mark of marks.toReversed()) runs = withMark(runs, mark);
  return renderAnsi([{ runs, wraps: false }]).replace(/\n$/, '');
}

/** A mark is text of no columns, in the style of what follows it. */
function withMark(runs: Line['runs'], mark: Mark): Line['runs'] {
  const sequence = markText(mark);
  let column = 0;
  for (const [at, run] of runs.entries()) {
    const inside = mark.column - column;
    if (inside < run.columns) {
      // Text that was marked already, or that has wide characters, is marked at its beginning.
      const cut = run.text.length === run.columns ? inside : 0;
      const text = run.text.slice(0, cut) + sequence + run.text.slice(cut);
      return [...runs.slice(0, at), { ...run, text }, ...runs.slice(at + 1)];
    }
    column += run.columns;
  }
  const blanks = ' '.repeat(Math.max(0, mark.column - column));
  return [...runs, { text: blanks + sequence, columns: blanks.length, style: plainStyle }];
}

function markText({ kind, exitCode }: Mark): string {
  const code = exitCode === undefined ? '' : `;${exitCode}`;
  return `\u001B]${written[kind]}${code}\u001B\\`;
}
