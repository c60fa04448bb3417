import { asciiEndByWords } from '../bytes/ascii.ts';
import type { PlainRows } from '../history/plain-rows.ts';
import { Sequence } from '../parser/sequence.ts';
import { Pen } from '../screen/pen.ts';
import type { Screen } from '../screen/screen.ts';
import { selectDefaults, selectRendition } from '../vt/sgr.ts';

const CR = 0x0d;
const LF = 0x0a;
const ESC = 0x1b;
/** After ESC. */
const CSI = 0x5b;
const ZERO = 0x30;
const SGR = 0x6d;
const NOWHERE = -1;
/** A style that was not looked up: styles are numbered in the order in which they are printed. */
const UNKNOWN = -1;

/** Finds the rows that output will fill as far as it is plain: ASCII and renditions, CR LF after each line. */
export class RowFinder {
  readonly #screen: Screen;
  readonly #rows: PlainRows;
  readonly #sequence = new Sequence();
  /** The pen as it was where the row under way began, if that changed it. */
  readonly #penBefore = new Pen();
  #hasSelected = false;

  constructor(screen: Screen, rows: PlainRows) {
    this.#screen = screen;
    this.#rows = rows;
  }

  /**
   * Adds the whole rows from `from` on, where one begins, and returns the place after the last; the pen
   * is then as it is there. A row is whole when an LF follows, or more text than it holds.
   */
  find(from: number): number {
    const { bytes, words } = this.#rows;
    const { columns, pen, styles } = this.#screen;
    const rows = this.#rows;
    const size = bytes.length;
    this.#hasSelected = false;
    let end = from;
    let at = from;
    let textEnd = from;
    let style = UNKNOWN;
    let x = 0;
    while (!rows.isFull) {
      if (at >= textEnd) textEnd = asciiEndByWords(words, at, size);
      if (at < textEnd) {
        if (x === columns) {
          if (!this.#endRow(true)) break;
          end = at;
          x = 0;
        }
        const to = Math.min(textEnd, at + columns - x);
        if (style === UNKNOWN) style = pen.style(styles);
        rows.add(at, to, style);
        x += to - at;
        at = to;
        if (at < textEnd) continue;
      }
      if (at + 1 >= size) break;
      if (bytes[at] === CR && bytes[at + 1] === LF) {
        if (!this.#endRow(false)) break;
        at += 2;
        end = at;
        x = 0;
      } else {
        at = this.#select(at);
        if (at === NOWHERE) break;
        style = UNKNOWN;
      }
    }
    this.#putPenBack();
    return end;
  }

  /** Not with a background, for the row that scrolls in would have it. */
  #endRow(wraps: boolean): boolean {
    if (this.#screen.pen.background !== 0) return false;
    this.#hasSelected = false;
    this.#rows.endRow(wraps);
    return true;
  }

  /** Carries out an SGR and returns the place after it; NOWHERE when there is none, or not all of it. */
  #select(from: number): number {
    const { bytes } = this.#rows;
    if (from + 2 >= bytes.length || bytes[from] !== ESC || bytes[from + 1] !== CSI) return NOWHERE;
    const { pen } = this.#screen;
    const isZero = bytes[from + 2] === ZERO;
    const next = isZero ? from + 3 : from + 2;
    if (next < bytes.length && bytes[next] === SGR) {
      this.#keepPen();
      selectDefaults(pen);
      return next + 1;
    }
    const sequence = this.#sequence;
    const end = sequence.readFromStart(bytes, from + 2);
    if (end >= bytes.length || bytes[end] !== SGR || sequence.prefix !== 0) return NOWHERE;
    this.#keepPen();
    selectRendition(pen, sequence);
    return end + 1;
  }

  /** What the row that is not whole did to the pen is done again when it is printed. */
  #putPenBack(): void {
    if (this.#hasSelected) this.#screen.pen.set(this.#penBefore);
  }

  #keepPen(): void {
    if (!this.#hasSelected) this.#penBefore.set(this.#screen.pen);
    this.#hasSelected = true;
  }
}
