import { SavedLines } from '../../model/saved-lines.ts';
import type { CapturedContents } from '../backend.ts';
import { linesOfOutput } from '../output-lines.ts';
import type { PaneRow } from './list-panes.ts';
import { type BytesQuestion, YIELD } from './run-script.ts';

/**
 * Rows read in one go. tmux has one thread: 1,000 rows with colours cost it about 5 ms, in which
 * none of its clients is served.
 */
export const CHUNK_ROWS = 1_000;

/** Undefined when the pane's history was cut or cleared between two of the commands. */
export type ContentsQuestion = BytesQuestion<CapturedContents | undefined>;

/** Plans the reading of one pane's newest `maxLines` rows of history and of its screen. */
export function contentsQuestion(row: PaneRow, maxLines: number): ContentsQuestion {
  const history = Number(row.history_size);
  const top = Math.max(0, history - maxLines);
  const range = { pane: row.pane_id, top, history, hasAbsoluteRows: hasAbsoluteRows(row.version) };
  return row.alternate_on === '1' ? behindFullScreen(range, row) : inFullView(range, row);
}

/**
 * Reads a pane that never holds still: everything in a single command, in which tmux serves
 * nobody else. What is being printed right now is no prompt, so the cursor does not matter.
 */
export function contentsInOneBreath(row: PaneRow, maxLines: number): ContentsQuestion {
  const top = Math.max(0, Number(row.history_size) - maxLines);
  const start = top === 0 ? '-' : String(-maxLines);
  return {
    commands: [`capture-pane -p -e -J -t ${row.pane_id} -S ${start}`],
    readBytes: ([output = NOTHING]) => ({
      above: linesOfOutput(stripNewline(output)).withoutBlankEnd(),
      atCursor: SavedLines.none,
      dropped: top,
      mode: top === 0 ? 'full' : 'recent',
    }),
  };
}

interface Range {
  readonly pane: string;
  /** First row to read; rows count from the oldest that tmux has. */
  readonly top: number;
  readonly history: number;
  readonly hasAbsoluteRows: boolean;
}

/** The rows above the line of the cursor, and from there to the bottom. */
function inFullView(range: Range, row: PaneRow): ContentsQuestion {
  const cursor = range.history + Number(row.cursor_y);
  const above = rowsQuestion(range, range.top, cursor);
  // The last row of a dead pane is tmux's own "Pane is dead", not the program's.
  const rows = Number(row.pane_height) - (row.pane_dead === '1' ? 1 : 0);
  const below = rowsQuestion(range, cursor, range.history + rows);
  const seam = joint(range, cursor);
  return fenced(range, [...above.commands, ...below.commands, ...seam.commands], (outputs) => {
    const seamAt = above.commands.length + below.commands.length;
    const isJoined = seam.readBytes(outputs.slice(seamAt));
    const upper = above.readBytes(outputs.slice(0, above.commands.length));
    const lower = below.readBytes(outputs.slice(above.commands.length, seamAt));
    const lines = linesOfOutput(join(both(upper, lower), () => isJoined));
    const upperLines = upper === undefined ? 0 : countLines(upper) - (isJoined ? 1 : 0);
    const atCursor = lines.slice(upperLines).withoutBlankEnd();
    const own = lines.slice(0, upperLines);
    return { above: atCursor.length === 0 ? own.withoutBlankEnd() : own, atCursor };
  });
}

/** A full-screen program hides the lines that were there before it: history, then the saved screen. */
function behindFullScreen(range: Range, { pane_id }: PaneRow): ContentsQuestion {
  const above = rowsQuestion(range, range.top, range.history);
  const screen = `capture-pane -p -e -J -a -q -t ${pane_id}`;
  return fenced(range, [...above.commands, screen], (outputs) => {
    const older = above.readBytes(outputs.slice(0, -1));
    const output = both(older, stripNewline(outputs.at(-1) ?? NOTHING));
    return {
      above: linesOfOutput(join(output, () => false)).withoutBlankEnd(),
      atCursor: SavedLines.none,
    };
  });
}

/** Both ends tell the size of the history, so that a cut in between is noticed. */
function fenced(
  range: Range,
  commands: readonly string[],
  read: (outputs: readonly Buffer[]) => Pick<CapturedContents, 'above' | 'atCursor'>,
): ContentsQuestion {
  const size = `display-message -p -t ${range.pane} "#{history_size}"`;
  return {
    commands: [size, ...commands, size],
    readBytes: (outputs) => {
      const [before, after] = [Number(String(outputs[0])), Number(String(outputs.at(-1)))];
      const isStill = before === range.history && after === before;
      const isOnlyLonger = before >= range.history && after >= before;
      if (range.hasAbsoluteRows ? !isOnlyLonger : !isStill) return undefined;
      const mode = range.top === 0 ? 'full' : 'recent';
      return { ...read(outputs.slice(1, -1)), dropped: range.top, mode };
    },
  };
}

/** Rows `from` to `to` (exclusive) as raw text in which wrapped rows are one line; undefined for none. */
function rowsQuestion(range: Range, from: number, to: number): BytesQuestion<Buffer | undefined> {
  const starts: number[] = [];
  for (let start = from; start < to; start += CHUNK_ROWS) starts.push(start);
  const joints = starts.slice(1).map((start) => joint(range, start));
  const chunks = starts.flatMap((start, index) => {
    const end = Math.min(start + CHUNK_ROWS, to) - 1;
    return [...(index === 0 ? [] : [YIELD]), captureRows(range, '-e', start, end)];
  });
  return {
    commands: [...chunks, ...joints.flatMap(({ commands }) => commands)],
    readBytes: (outputs) => {
      if (starts.length === 0) return undefined;
      const seams = outputs.slice(chunks.length);
      return join(
        starts.map((_, index) => stripNewline(outputs[index * 2] ?? NOTHING)),
        (index) => joints[index - 1]?.readBytes(seams.slice(index - 1)) ?? false,
      );
    },
  };
}

/** Whether row `at` continues the line of the row before it. */
function joint(range: Range, at: number): BytesQuestion<boolean> {
  if (at <= 0) return { commands: [], readBytes: () => false };
  return {
    commands: [captureRows(range, '', at - 1, at)],
    readBytes: ([output = NOTHING]) => !stripNewline(output).includes(LF),
  };
}

/**
 * tmux counts rows from the top of the screen, which moves when the program prints; from 3.4 on
 * the subtraction can be left to tmux, at the moment of the capture.
 */
function captureRows(range: Range, flags: string, from: number, to: number): string {
  const row = (absolute: number): string =>
    range.hasAbsoluteRows
      ? `"#{e|-|:${absolute},#{history_size}}"`
      : String(absolute - range.history);
  return `capture-pane -p -J ${flags} -t ${range.pane} -S ${row(from)} -E ${row(to)}`;
}

function hasAbsoluteRows(version: string): boolean {
  return !/^3\.[0-3]/.test(version);
}

/** Texts one below the other, or one behind the other where `continuesLine`. */
function join(texts: readonly Buffer[], continuesLine: (index: number) => boolean): Buffer {
  return Buffer.concat(
    texts.flatMap((text, index) => {
      if (index === 0) return [text];
      return continuesLine(index) ? [RESET, text] : [RESET, NEWLINE, text];
    }),
  );
}

function both(upper: Buffer | undefined, lower: Buffer | undefined): readonly Buffer[] {
  return [upper, lower].filter((text) => text !== undefined);
}

/** tmux starts every capture in the default rendition, whatever the line before ended in. */
const RESET = Buffer.from('\u001B[0m\u001B]8;;\u001B\\\u000F');

const LF = 0x0a;
const NEWLINE = Buffer.of(LF);
const NOTHING = Buffer.alloc(0);

function stripNewline(output: Buffer): Buffer {
  return output.at(-1) === LF ? output.subarray(0, -1) : output;
}

function countLines(output: Buffer): number {
  let count = 1;
  for (let at = output.indexOf(LF); at >= 0; at = output.indexOf(LF, at + 1)) count += 1;
  return count;
}
