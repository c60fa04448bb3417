import { BugError } from '../../base/errors.ts';
import { Row } from './row.ts';

/** The rows of one screen in a ring. Scrolling moves their numbers, never their cells. */
export class Grid {
  readonly columns: number;
  readonly height: number;
  readonly #rows: readonly Row[];
  /** The number of the row at each place of the ring. */
  readonly #ring: Uint16Array<ArrayBuffer>;
  /** The place of the top row. */
  #first = 0;

  constructor(columns: number, height: number, rows: readonly Row[] = []) {
    this.columns = columns;
    this.height = height;
    this.#rows = Array.from({ length: height }, (_, y) => rows[y] ?? new Row(columns));
    this.#ring = Uint16Array.from({ length: height }, (_, y) => y);
  }

  row(y: number): Row {
    const row = this.#rows[this.#ring[this.#place(y)] ?? -1];
    if (row === undefined) throw new BugError(`No row ${y} of ${this.height}`);
    return row;
  }

  rows(): Row[] {
    return Array.from(this.#rows, (_, y) => this.row(y));
  }

  /** Moves the rows of [top, bottom] up by one; the top row comes back at the bottom, as it was. */
  rotateUp(top: number, bottom: number): void {
    const inside = bottom - top;
    const outside = this.height - 1 - inside;
    if (inside <= outside) this.#pullUp(top, inside);
    else {
      // Cheaper: the whole ring turns, and the rows outside, which follow each other in it, turn back.
      this.#first = this.#place(1);
      if (outside > 0) this.#pushDown(bottom, outside);
    }
  }

  /** Moves the rows of [top, bottom] down by one; the bottom row comes back at the top, as it was. */
  rotateDown(top: number, bottom: number): Row {
    this.#pushDown(top, bottom - top);
    return this.row(top);
  }

  /** The place of a row in the ring. */
  #place(y: number): number {
    return this.#around(this.#first + y);
  }

  #around(place: number): number {
    return place < this.height ? place : place - this.height;
  }

  /** `count` rows below `y` move up by one, and the row at `y` goes below them. */
  #pullUp(y: number, count: number): void {
    const ring = this.#ring;
    let to = this.#place(y);
    const leaving = ring[to] ?? 0;
    for (let step = 0; step < count; step += 1) {
      const from = this.#around(to + 1);
      ring[to] = ring[from] ?? 0;
      to = from;
    }
    ring[to] = leaving;
  }

  /** `count` rows from `y` on move down by one, and the row below them goes to `y`. */
  #pushDown(y: number, count: number): void {
    const ring = this.#ring;
    let to = this.#around(this.#place(y) + count);
    const leaving = ring[to] ?? 0;
    for (let step = 0; step < count; step += 1) {
      const from = to === 0 ? this.height - 1 : to - 1;
      ring[to] = ring[from] ?? 0;
      to = from;
    }
    ring[to] = leaving;
  }
}
