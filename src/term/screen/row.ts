import type { RowMark } from './row-mark.ts';

/** The code of the second cell of a wide character. */
export const wideTail = 0x110000;
/** The code of the blank left at the edge when a wide character went to the next row. */
export const wrapGap = 0x110001;

/** Up to so many cells a loop fills faster than a call of `fill`. */
const FEW = 48;

/** Cells of one row, and the column of another where the first of them goes. */
export interface CellCopy {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Cells that move together, and the style of the blanks they leave. */
export interface CellShift {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  readonly style: number;
}

/**
 * One row of cells. A code of 0 is a cell that nothing was printed to; cells from `used` on are such
 * blanks in style 0. A cell that holds more than one code point has the rest of them in `clusters`.
 */
export class Row {
  readonly columns: number;
  readonly codes: Uint32Array<ArrayBuffer>;
  readonly styles: Uint32Array<ArrayBuffer>;
  /** The codes and after them the styles, so that one call clears both. */
  readonly #cells: Uint32Array<ArrayBuffer>;
  used = 0;
  /** The text runs on into the next row. */
  wraps = false;
  hasWide = false;
  /** False only while every cell is in style 0. */
  isStyled = false;
  clusters: Map<number, readonly number[]> | undefined = undefined;
  marks: readonly RowMark[] | undefined = undefined;
  /** The cells printed to since that was last forgotten: [freshFrom, freshTo), none when both are 0. */
  freshFrom = 0;
  freshTo = 0;

  constructor(columns: number) {
    this.columns = columns;
    this.#cells = new Uint32Array(columns * 2);
    this.codes = this.#cells.subarray(0, columns);
    this.styles = this.#cells.subarray(columns);
  }

  /** What is printed over it may cut a wide character in half or end a cluster. */
  get isTangled(): boolean {
    return this.hasWide || this.clusters !== undefined;
  }

  /** Makes every cell a blank in that style and forgets all else. */
  clear(style: number): void {
    if (style === 0 && this.isStyled) this.#cells.fill(0, 0, this.columns + this.used);
    else this.#blankOut(0, style === 0 ? this.used : this.columns, style);
    this.used = style === 0 ? 0 : this.columns;
    this.isStyled = style !== 0;
    this.wraps = false;
    this.hasWide = false;
    this.clusters = undefined;
    this.marks = undefined;
    this.forgetFresh();
  }

  forgetFresh(): void {
    this.freshFrom = 0;
    this.freshTo = 0;
  }

  /** Cells of [from, to) were printed to. */
  touch(from: number, to: number): void {
    if (this.freshTo === 0 || from < this.freshFrom) this.freshFrom = from;
    if (to > this.freshTo) this.freshTo = to;
  }

  /** Blanks the cells of [from, to); a wide character cut in half goes whole. */
  erase(from: number, to: number, style: number): void {
    this.release(from, to, style);
    if (to >= this.columns) this.wraps = false;
    if (style === 0 && to >= this.used) {
      if (from >= this.used) return;
      this.#blankOut(from, this.used, 0);
      this.used = from;
      return;
    }
    this.#blankOut(from, to, style);
    if (to > this.used) this.used = to;
  }

  /**
   * Prepares the cells of [from, to) for other content: clusters are undone, and a wide character
   * that is cut in half becomes blanks of that style.
   */
  release(from: number, to: number, style: number): void {
    if (this.hasWide) this.#splitWide(from, to, style);
    if (this.clusters !== undefined) this.#dropClusters(from, to);
  }

  /** The cells of [from, to) were printed to in a style: `touch` and `paint` in one call. */
  printed(from: number, to: number, style: number): void {
    if (this.freshTo === 0 || from < this.freshFrom) this.freshFrom = from;
    if (to > this.freshTo) this.freshTo = to;
    if (style !== 0 || this.isStyled) this.paint(from, to, style);
  }

  /** Gives the cells of [from, to) a style. */
  paint(from: number, to: number, style: number): void {
    if (style === 0 && !this.isStyled) return;
    this.isStyled = true;
    fill(this.styles, from, to, style);
  }

  /** Moves the cells of [from, to) by `offset`, which is less than their count; the gap is blanked. */
  shift({ from, to, offset, style }: CellShift): void {
    if (this.hasWide) this.#splitWide(from, to, style);
    this.release(offset > 0 ? to : from + offset, offset > 0 ? to + offset : from, style);
    if (this.freshTo > from && this.freshFrom < to) {
      this.touch(
        Math.max(0, this.freshFrom + offset),
        Math.min(this.columns, this.freshTo + offset),
      );
    }
    this.codes.copyWithin(from + offset, from, to);
    if (this.isStyled) this.styles.copyWithin(from + offset, from, to);
    if (this.clusters !== undefined) this.#moveClusters(from, to, offset);
    const gap = offset > 0 ? from : to + offset;
    this.#blankOut(gap, gap + Math.abs(offset), style);
    if (offset > 0 && this.used > from)
      this.used = Math.max(this.used, Math.min(this.used, to) + offset);
    if (style !== 0) this.used = Math.max(this.used, gap + Math.abs(offset));
    else this.#trim(gap, gap + Math.abs(offset));
  }

  /** The codes and styles of some cells of another row, and nothing else. */
  take(other: Row, { from, to, at }: CellCopy): void {
    this.codes.set(other.codes.subarray(from, to), at);
    if (!this.isStyled && !other.isStyled) return;
    this.styles.set(other.styles.subarray(from, to), at);
    this.isStyled = true;
  }

  /** The cells of [from, to) of another row, at the same columns of this one. */
  copyCells(other: Row, from: number, to: number): void {
    this.release(from, to, this.styles[from] ?? 0);
    this.take(other, { from, to, at: from });
    if (other.hasWide) this.hasWide = true;
    this.used = Math.max(this.used, Math.min(to, Math.max(from, other.used)));
    this.touch(from, to);
    for (const [column, rest] of other.clusters ?? []) {
      if (column >= from && column < to) this.join(column, rest);
    }
  }

  /** Sets the code points that follow the first one of a cell. */
  join(column: number, rest: readonly number[]): void {
    this.clusters ??= new Map();
    this.clusters.set(column, rest);
  }

  /** 2 for the first cell of a wide character, 0 for its second, else 1. */
  widthAt(column: number): number {
    if (this.codes[column] === wideTail) return 0;
    return this.hasWide && this.codes[column + 1] === wideTail ? 2 : 1;
  }

  #blankOut(from: number, to: number, style: number): void {
    fill(this.codes, from, to, 0);
    this.paint(from, to, style);
  }

  /** Cells up to `to` are blank from `from` on; when nothing follows them, they do not count. */
  #trim(from: number, to: number): void {
    if (to >= this.used && from < this.used) this.used = from;
  }

  #splitWide(from: number, to: number, style: number): void {
    if (from > 0 && this.codes[from] === wideTail) this.#blank(from - 1, style);
    if (to > 0 && this.codes[to] === wideTail) this.#blank(to - 1, style);
  }

  /** Both cells of a wide character. */
  #blank(column: number, style: number): void {
    this.#blankOut(column, column + 2, style);
    this.clusters?.delete(column);
  }

  #dropClusters(from: number, to: number): void {
    for (const column of this.clusters?.keys() ?? []) {
      if (column >= from && column < to) this.clusters?.delete(column);
    }
    if (this.clusters?.size === 0) this.clusters = undefined;
  }

  #moveClusters(from: number, to: number, offset: number): void {
    const moved = new Map<number, readonly number[]>();
    for (const [column, rest] of this.clusters ?? []) {
      const isMoving = column >= from && column < to;
      moved.set(isMoving ? column + offset : column, rest);
    }
    this.clusters = moved;
  }
}

/** Fills by fours, which beats `fill` for the few cells that most calls are about. */
function fill(cells: Uint32Array, from: number, to: number, value: number): void {
  if (to - from > FEW) {
    cells.fill(value, from, to);
    return;
  }
  let x = from;
  for (; x + 4 <= to; x += 4) {
    cells[x] = value;
    cells[x + 1] = value;
    cells[x + 2] = value;
    cells[x + 3] = value;
  }
  for (; x < to; x += 1) cells[x] = value;
}
