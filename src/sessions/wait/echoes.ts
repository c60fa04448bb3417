import type { Terminal } from '../../term/terminal.ts';
import type { ScreenLine } from '../core/screen-lines.ts';
import type { TypedLine } from '../core/typed-lines.ts';
import { follow, gapAfter, lastWritten, restIsBlank, type Echo, type Followed } from './follow.ts';

/**
 * A shell that was not reading yet shows the line once more when it reads: behind its prompt, with
 * nothing after it. The prompt is known by its last character.
 */
const PROMPT_END = /[$%#>❯»›λ➜▶][ \u00A0]*$/u;
const PROMPT_CHARACTER = /[$%#>❯»›λ➜▶][ \u00A0]*/gu;
/** "... ", or the blanks by which a shell indents the lines of one command. */
const BARE = /^[^\p{L}\p{N}]*$/u;

/**
 * Where the screen only shows again what was typed. An editor shows lines that were pasted into it
 * because it has taken them: on its screen only the first one is an echo.
 */
export function echoesOf(
  lines: readonly ScreenLine[],
  typed: readonly TypedLine[],
  { size, modes }: Pick<Terminal, 'size' | 'modes'>,
): readonly Echo[] {
  const known = modes.alternateScreen ? typed.map((one) => ({ ...one, follows: false })) : typed;
  return new Echoes(lines, size.columns).of(known);
}

class Echoes {
  readonly #lines: readonly ScreenLine[];
  readonly #columns: number;
  readonly #prompts: readonly (readonly number[])[];
  readonly #last: number;

  constructor(lines: readonly ScreenLine[], columns: number) {
    this.#lines = lines;
    this.#columns = columns;
    this.#last = lastWritten(lines);
    this.#prompts = lines.map(({ text }) =>
      Array.from(text.matchAll(PROMPT_CHARACTER), ({ 0: end, index }) => index + end.length),
    );
  }

  of(typed: readonly TypedLine[]): readonly Echo[] {
    const blocks: TypedLine[][] = [];
    for (const one of typed) {
      if (one.follows && blocks.length > 0) blocks.at(-1)?.push(one);
      else blocks.push([one]);
    }
    const again = typed.flatMap((one) =>
      one.text.trim() === '' ? [] : this.#lines.flatMap((_, index) => this.#redisplay(index, one)),
    );
    return [...blocks.flatMap((block) => this.#block(block)), ...again];
  }

  /** Lines that were typed in one go stand below each other, the first where the cursor was. */
  #block(block: readonly TypedLine[]): readonly Echo[] {
    const [head] = block;
    if (head === undefined) return [];
    const anchor = this.#lines.findIndex(({ number }) => number === head.line);
    const anchored = anchor < 0 ? undefined : this.#follow(anchor, head.offset, head.text);
    const whole = anchored?.isWhole === true ? anchored : undefined;
    const rest = whole === undefined ? this.#foundLater(block, anchor) : undefined;
    const below = whole === undefined ? [] : this.#below(block.slice(1), whole.line + 1).echoes;
    return [...(anchored?.echoes ?? []), ...below, ...(rest ?? [])];
  }

  /** Their first lines have scrolled away, or were too many to remember. */
  #foundLater(block: readonly TypedLine[], anchor: number): readonly Echo[] | undefined {
    if (block.length < 2) return undefined;
    const tries =
      anchor < 0
        ? block.map((_, at) => this.#below(block.slice(at), 0))
        : this.#lines.slice(anchor).map((_, at) => this.#below(block, anchor + at));
    // Of more lines than the screen has, bash shows the first ones, and below them the last.
    const last = block.slice(-1);
    return [...tries, ...this.#lines.map((_, at) => this.#below(last, at))].find(
      ({ isWhole }) => isWhole,
    )?.echoes;
  }

  /** As far as typed lines stand below each other, from one line of the screen on. */
  #below(block: readonly TypedLine[], from: number): Pick<Followed, 'echoes' | 'isWhole'> {
    const echoes: Echo[] = [];
    let index = from;
    for (const { text } of block) {
      if (text.trim() === '') continue;
      while (index < this.#last && this.#lines[index]?.text.trim() === '') index += 1;
      if (index > this.#last) return { echoes, isWhole: echoes.length > 0 };
      const found = this.#alone(index, text.trim());
      if (found === undefined) return { echoes, isWhole: false };
      echoes.push(...found.echoes);
      index = found.line + 1;
    }
    return { echoes, isWhole: echoes.length > 0 };
  }

  /** A text that has its line for itself, but for what a shell puts before a further line. */
  #alone(index: number, text: string): Followed | undefined {
    const line = this.#lines[index]?.text ?? '';
    const first = text.charAt(0);
    for (let at = line.indexOf(first); at >= 0; at = line.indexOf(first, at + 1)) {
      const before = line.slice(0, at);
      if (!BARE.test(before) && !PROMPT_END.test(before)) continue;
      const found = this.#follow(index, at, text);
      if (found.isWhole && restIsBlank(this.#lines, found)) return found;
    }
    return undefined;
  }

  #redisplay(index: number, { text: typed }: TypedLine): readonly Echo[] {
    const line = this.#lines[index];
    const ends = this.#prompts[index] ?? [];
    if (line === undefined || ends.length === 0) return [];
    const text = line.text.trimEnd();
    const tail = typed.trimEnd();
    const from = text.length - tail.length;
    const isOnce = from > 0 && text.endsWith(tail) && PROMPT_END.test(text.slice(0, from));
    if (isOnce) return [{ line: index, from, to: text.length }];
    const begun = begunOrTwice(text, typed.trim(), ends);
    return begun === undefined
      ? this.#overTheMargin(index, typed.trim(), ends)
      : [{ line: index, ...begun }];
  }

  /** Behind a prompt, in rows that the shell has begun by itself. */
  #overTheMargin(index: number, typed: string, ends: readonly number[]): readonly Echo[] {
    const line = this.#lines[index];
    if (line === undefined || gapAfter(line, this.#columns) >= typed.length) return [];
    const all = ends.map((end) => this.#follow(index, end, typed));
    const found = all.find(
      (one) => one.line > index && (one.isWhole || (one.isCut && one.line >= this.#last)),
    );
    return found?.echoes ?? [];
  }

  #follow(line: number, offset: number, text: string): Followed {
    return follow(this.#lines, { line, offset, text, columns: this.#columns });
  }
}

/**
 * A shell may have shown only the beginning of the line yet.
 *
 * What came between the prompt and the moment in which the shell took over the terminal was echoed
 * by the kernel, and the shell shows it again right behind that: "$ makemake", or "$ mamake".
 */
function begunOrTwice(
  line: string,
  typed: string,
  ends: readonly number[],
): Omit<Echo, 'line'> | undefined {
  const longest = 2 * typed.length + 2;
  for (const from of ends) {
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
