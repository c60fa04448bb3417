import type { ScreenLine } from '../core/screen-lines.ts';
import { screenLinesOf } from '../core/screen-lines.ts';
import type { Session } from '../core/session.ts';
import type { TypedLine } from '../core/typed-lines.ts';

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
  if (session.hadInput) unmarkEchoes(marks, lines, session.typed.all);
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

function unmarkEchoes(
  marks: Uint8Array,
  lines: readonly ScreenLine[],
  typed: readonly TypedLine[],
): void {
  let start = 0;
  for (const line of lines) {
    for (const one of typed) {
      for (const { from, to } of echoesIn(line, one)) marks.fill(0, start + from, start + to);
    }
    start += line.text.length + 1;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function echoesIn(line: ScreenLine, typed: TypedLine): readonly Span[] {
  const anchored = line.number === typed.line ? commonPrefix(line.text, typed) : 0;
  const first: Span[] = anchored > 0 ? [{ from: typed.offset, to: typed.offset + anchored }] : [];
  const again = redisplay(line.text, typed.text);
  return again === undefined ? first : [...first, again];
}

/** How much of what was typed stands where the cursor was. */
function commonPrefix(text: string, typed: TypedLine): number {
  let length = 0;
  while (length < typed.text.length && text[typed.offset + length] === typed.text[length])
    length += 1;
  return length;
}

/**
 * A shell that was not reading yet shows the line once more when it reads: behind its prompt, with
 * nothing after it. The prompt is known by its last character.
 */
const PROMPT_END = /[$%#>❯»›λ➜▶][ \u00A0]*$/u;
const PROMPT_CHARACTER = /[$%#>❯»›λ➜▶][ \u00A0]*/gu;

function redisplay(text: string, typed: string): Span | undefined {
  if (typed.trim() === '') return undefined;
  const line = text.trimEnd();
  const tail = typed.trimEnd();
  const from = line.length - tail.length;
  const isOnce = from > 0 && line.endsWith(tail) && PROMPT_END.test(line.slice(0, from));
  return isOnce ? { from, to: line.length } : begunOrTwice(line, typed.trim());
}

/**
 * A shell may have shown only the beginning of the line yet.
 *
 * What came between the prompt and the moment in which the shell took over the terminal was echoed
 * by the kernel, and the shell shows it again right behind that: "$ makemake", or "$ mamake".
 */
function begunOrTwice(line: string, typed: string): Span | undefined {
  const longest = 2 * typed.length + 2;
  for (const { 0: end, index } of line.matchAll(PROMPT_CHARACTER)) {
    const from = index + end.length;
    const rest = line.slice(from).trim();
    if (rest !== '' && typed.startsWith(rest)) return { from, to: line.length };
    if (line.length - from > longest || rest.length <= typed.length) continue;
    const isWholeFirst =
      rest.startsWith(typed) && typed.startsWith(rest.slice(typed.length).trimStart());
    const isWholeLast =
      rest.endsWith(typed) && typed.startsWith(rest.slice(0, -typed.length).trimEnd());
    if (isWholeFirst || isWholeLast) return { from, to: line.length };
  }
  return undefined;
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
