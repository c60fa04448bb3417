import { BugError } from '../../base/errors.ts';
import { Row } from './row.ts';

/** The rows of one screen, in a ring, so that scrolling the whole screen moves nothing. */
export class Grid {
  readonly columns: number;
  readonly height: number;
  #rows: Row[];
  #head = 0;

  constructor(columns: number, height: number, rows: readonly Row[] = []) {
    this.columns = columns;
    this.height = height;
    this.#rows = rows.slice(0, height);
    while (this.#rows.length < height) this.#rows.push(new Row(columns));
  }

  row(y: number): Row {
    let at = this.#head + y;
    if (at >= this.height) at -= this.height;
    const row = this.#rows[at];
    if (row === undefined) throw new BugError(`No row ${y} of ${this.height}`);
    return row;
  }

  rows(): Row[] {
    return [...this.#rows.slice(this.#head), ...this.#rows.slice(0, this.#head)];
  }

  /** Moves the rows of [top, bottom] up by one; the top row comes back at the bottom, as it was. */
  rotateUp(top: number, bottom: number): Row {
    const leaving = this.row(top);
    if (top === 0 && bottom === this.height - 1) {
      this.#head = this.#head + 1 === this.height ? 0 : this.#head + 1;
      return leaving;
    }
    for (let y = top; y < bottom; y += 1) this.#put(y, this.row(y + 1));
    this.#put(bottom, leaving);
    return leaving;
  }

  /** Moves the rows of [top, bottom] down by one; the bottom row comes back at the top, as it was. */
  rotateDown(top: number, bottom: number): Row {
    const leaving = this.row(bottom);
    for (let y = bottom; y > top; y -= 1) this.#put(y, this.row(y - 1));
    this.#put(top, leaving);
    return leaving;
  }

  #put(y: number, row: Row): void {
    let at = this.#head + y;
    if (at >= this.height) at -= this.height;
    this.#rows[at] = row;
  }
}
