import { decodeText, encodeText } from '../base/lossless-text.ts';

/**
 * Saved lines as one text in UTF-8: megabytes of output pass from a host into the store, and none of
 * them becomes a string, of which each line would be one.
 */
export class SavedLines implements Iterable<string> {
  static readonly none = new SavedLines(new Uint8Array(), [0], 0, 0);

  /** Holds these lines, and may hold others. */
  readonly #text: Uint8Array;
  /** Where each line of the text begins, and where one behind the last would. */
  readonly #starts: readonly number[];
  readonly #from: number;
  readonly #to: number;

  private constructor(text: Uint8Array, starts: readonly number[], from: number, to: number) {
    this.#text = text;
    this.#starts = starts;
    this.#from = from;
    this.#to = to;
  }

  /**
   * Of texts without LF; what cannot be in UTF-8 is kept as in base/lossless-text, by default with
   * its `encodeText`.
   */
  static of(lines: readonly string[], encode = encodeText): SavedLines {
    return lines.length === 0 ? SavedLines.none : SavedLines.in(encode(lines.join('\n')));
  }

  /** The lines of a text; at least one, which begins with it. `starts` tells where each begins. */
  static in(text: Uint8Array, starts: readonly number[] = startsIn(text)): SavedLines {
    return new SavedLines(text, [...starts, text.length + 1], 0, starts.length);
  }

  /** How many lines there are. */
  get length(): number {
    return this.#to - this.#from;
  }

  /** The text of lines `from` to `to` (exclusive), LF between each two. Default: all. */
  bytes(from = 0, to = this.length): Uint8Array {
    return from >= to ? EMPTY : this.#text.subarray(this.#start(from), this.#start(to) - 1);
  }

  /** Lines `from` to `to` (exclusive), which is the end by default; there may be fewer. */
  slice(from: number, to = this.length): SavedLines {
    const end = Math.min(to, this.length);
    if (from >= end) return SavedLines.none;
    return new SavedLines(this.#text, this.#starts, this.#from + from, this.#from + end);
  }

  /** These lines and then those; neither is changed. */
  followedBy(more: SavedLines): SavedLines {
    if (this.length === 0) return more;
    if (more.length === 0) return this;
    const own = this.bytes();
    const others = more.bytes();
    const text = new Uint8Array(own.length + 1 + others.length);
    text.set(own);
    text[own.length] = LF;
    text.set(others, own.length + 1);
    return SavedLines.in(text, [...this.#startsFrom(0), ...more.#startsFrom(own.length + 1)]);
  }

  /** Without the empty lines at its end. */
  withoutBlankEnd(): SavedLines {
    let end = this.length;
    while (end > 0 && this.#start(end) - 1 === this.#start(end - 1)) end -= 1;
    return this.slice(0, end);
  }

  [Symbol.iterator](): Iterator<string> {
    const lines = this.length === 0 ? [] : decodeText(this.bytes()).split('\n');
    return lines[Symbol.iterator]();
  }

  #start(line: number): number {
    return this.#starts[this.#from + line] ?? 0;
  }

  /** Where lines begin in a text in which the first does so at `first`. */
  #startsFrom(first: number): readonly number[] {
    const shift = first - this.#start(0);
    return this.#starts.slice(this.#from, this.#to).map((start) => start + shift);
  }
}

function startsIn(text: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf(LF); at >= 0; at = text.indexOf(LF, at + 1)) starts.push(at + 1);
  return starts;
}

const LF = 0x0a;
const EMPTY = new Uint8Array();
