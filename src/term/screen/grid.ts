import { BugError } from '../../base/errors.ts';
import { Row } from './row.ts';

/** The rows of one screen. Scrolling moves rows, never their cells. */
export class Grid {
  readonly columns: number;
  readonly height: number;
  /** Every row twice, `height` apart, so that from wherever the top is all rows follow in order. */
  readonly #ring: Row[];
  /** The place of the top row. */
  #top = 0;

  constructor(columns: number, height: number, rows: readonly Row[] = []) {
    this.columns = columns;
    this.height = height;
    const shown = Array.from({ length: height }, (_, y) => rows[y] ?? new Row(columns));
    this.#ring = [...shown, ...shown];
  }

  row(y: number): Row {
    const row = this.#ring[this.#top + y];
    if (row === undefined) throw new BugError(`No row ${y} of ${this.height}`);
    return row;
  }

  rows(): Row[] {
    return this.#ring.slice(this.#top, this.#top + this.height);
  }

  /** Moves the rows of [top, bottom] up by one; the top row comes back at the bottom, as it was. */
  rotateUp(top: number, bottom: number): void {
    const leaving = this.row(top);
    const outside = this.height - 1 - (bottom - top);
    if (outside > bottom - top) {
      for (let y = top; y < bottom; y += 1) this.#put(y, this.row(y + 1));
      this.#put(bottom, leaving);
      return;
    }
    // Cheaper: the whole ring turns, and the rows outside, which follow each other in it, turn back.
    this.#top = this.#top + 1 === this.height ? 0 : this.#top + 1;
    for (let y = bottom + outside; y > bottom; y -= 1) {
      this.#put(y, this.row((y - 1) % this.height));
    }
    if (outside > 0) this.#put(bottom, leaving);
  }

  /** Moves the rows of [top, bottom] down by one; the bottom row comes back at the top, as it was. */
  rotateDown(top: number, bottom: number): Row {
    const leaving = this.row(bottom);
    for (let y = bottom; y > top; y -= 1) this.#put(y, this.row(y - 1));
    this.#put(top, leaving);
    return leaving;
  }

  /** `y` may go beyond the bottom: then it begins at the top again. */
  #put(y: number, row: Row): void {
    const place = (this.#top + y) % this.height;
    this.#ring[place] = row;
    this.#ring[place + this.height] = row;
  }
}
