import { BugError } from '../../base/errors.ts';
import { Row } from './row.ts';

/** Up to so many rows a loop moves faster than a call of `copyWithin`. */
const FEW = 64;

/** The rows of one screen. Scrolling moves their numbers, never their cells. */
export class Grid {
  readonly columns: number;
  readonly height: number;
  readonly #rows: readonly Row[];
  /** The number of the row at each place from the top. */
  readonly #order: Uint16Array<ArrayBuffer>;

  constructor(columns: number, height: number, rows: readonly Row[] = []) {
    this.columns = columns;
    this.height = height;
    this.#rows = Array.from({ length: height }, (_, y) => rows[y] ?? new Row(columns));
    this.#order = Uint16Array.from({ length: height }, (_, y) => y);
  }

  row(y: number): Row {
    const row = this.#rows[this.#order[y] ?? -1];
    if (row === undefined) throw new BugError(`No row ${y} of ${this.height}`);
    return row;
  }

  rows(): Row[] {
    return Array.from(this.#order, (_, y) => this.row(y));
  }

  /** Moves the rows of [top, bottom] up by one; the top row comes back at the bottom, as it was. */
  rotateUp(top: number, bottom: number): Row {
    const order = this.#order;
    const leaving = order[top] ?? 0;
    if (bottom - top > FEW) order.copyWithin(top, top + 1, bottom + 1);
    else for (let y = top; y < bottom; y += 1) order[y] = order[y + 1] ?? 0;
    order[bottom] = leaving;
    return this.row(bottom);
  }

  /** Moves the rows of [top, bottom] down by one; the bottom row comes back at the top, as it was. */
  rotateDown(top: number, bottom: number): Row {
    const order = this.#order;
    const leaving = order[bottom] ?? 0;
    order.copyWithin(top + 1, top, bottom);
    order[top] = leaving;
    return this.row(top);
  }
}
