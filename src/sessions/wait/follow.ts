import type { ScreenLine } from '../core/screen-lines.ts';

/** A part of one line of the screen. */
export interface Echo {
  /** Its index among the lines. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** How far a text was found on the screen. */
export interface Followed {
  readonly echoes: readonly Echo[];
  /** Where it ends. */
  readonly line: number;
  readonly offset: number;
  readonly isWhole: boolean;
  /** The line ended, and nothing in it was different. */
  readonly isCut: boolean;
}

interface Trail {
  readonly line: number;
  readonly offset: number;
  readonly text: string;
  readonly columns: number;
}

/**
 * Follows a text over the screen from a place on. At the right margin it goes on in the next line
 * too: zsh and fish begin the rows of a long command by themselves, so that the terminal does not
 * know them as one line.
 */
export function follow(lines: readonly ScreenLine[], trail: Trail): Followed {
  const { text, columns } = trail;
  const echoes: Echo[] = [];
  let { line, offset } = trail;
  let at = 0;
  for (;;) {
    const shown = lines[line]?.text ?? '';
    const length = commonLength(shown, offset, text, at);
    if (length > 0) echoes.push({ line, from: offset, to: offset + length });
    [at, offset] = [at + length, offset + length];
    const isWhole = at === text.length;
    const isCut = !isWhole && offset >= shown.length;
    const over = isCut ? overMargin(lines[line], text.slice(at), columns) : undefined;
    if (over === undefined || line + 1 >= lines.length) {
      return { echoes, line, offset, isWhole, isCut };
    }
    [at, line, offset] = [at + over, line + 1, 0];
  }
}

/** The cells that are free behind the text of a line. */
export function gapAfter(line: ScreenLine, columns: number): number {
  return columns - (line.rows.at(-1)?.columns ?? 0);
}

/** Nothing more stands behind it in its line. */
export function restIsBlank(lines: readonly ScreenLine[], { line, offset }: Followed): boolean {
  return (lines[line]?.text ?? '').slice(offset).trim() === '';
}

/** The last line that holds text. */
export function lastWritten(lines: readonly ScreenLine[]): number {
  return lines.findLastIndex(({ text }) => text.trim() !== '');
}

/** How many blanks of a text fill its row up to the margin; undefined when it does not reach it. */
function overMargin(
  line: ScreenLine | undefined,
  text: string,
  columns: number,
): number | undefined {
  if (line === undefined) return undefined;
  const gap = gapAfter(line, columns);
  const blanks = Math.min(gap, /^ */.exec(text)?.[0].length ?? 0);
  // A wide character that does not fit leaves the last cell free.
  const spare = (text.codePointAt(blanks) ?? 0) > 0x7f ? 1 : 0;
  return gap - blanks <= spare ? blanks : undefined;
}

function commonLength(shown: string, offset: number, text: string, at: number): number {
  let length = 0;
  while (at + length < text.length && shown[offset + length] === text[at + length]) length += 1;
  return length;
}
