import { PlainRows } from '../history/plain-rows.ts';
import { isSimple, printSpans } from '../screen/print.ts';
import type { Screen } from '../screen/screen.ts';
import { scrollUp } from '../screen/scroll.ts';
import { RowFinder } from './find-plain-rows.ts';

/** Less output than this is printed as it comes. */
const LEAST_BYTES = 256;

/**
 * Prints many plain rows at once at the bottom of the main screen. Those that come and leave within
 * one write never stand in cells: they go to the history as they are in the output.
 */
export class PassingRows {
  readonly #screen: Screen;
  readonly #rows = new PlainRows();
  readonly #finder: RowFinder;
  #isNew = true;
  /** Not worth another look before this place. */
  #lookAgainAt = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#finder = new RowFinder(screen, this.#rows);
  }

  /** Other output comes. */
  begin(): void {
    this.#lookAgainAt = 0;
    this.#isNew = true;
  }

  /** After a line feed: prints what can be printed so, and returns the place after it. */
  print(bytes: Uint8Array, from: number): number {
    if (from < this.#lookAgainAt || bytes.length - from < LEAST_BYTES) return from;
    if (!canPass(this.#screen)) return from;
    const rows = this.#rows;
    if (this.#isNew) rows.begin(bytes, this.#screen.columns);
    else rows.clear();
    this.#isNew = false;
    const end = this.#finder.find(from);
    this.#lookAgainAt = end + LEAST_BYTES;
    if (rows.count > 0) this.#printRows();
    return end;
  }

  #printRows(): void {
    const screen = this.#screen;
    const rows = this.#rows;
    const shown = Math.min(rows.count, screen.height - 1);
    const passing = rows.count - shown;
    scrollUp(screen, screen, shown);
    for (let row = 0; row < passing; row += 1) screen.scrollOut.pushPlain(rows, row);
    for (let row = passing; row < rows.count; row += 1) {
      printSpans(screen.grid.row(screen.height - 1 - rows.count + row), rows, row);
    }
  }
}

/** The cursor is at the beginning of the blank last row, and all rows scroll into the history. */
function canPass(screen: Screen): boolean {
  const { x, y, top, bottom, height, row } = screen;
  return (
    x === 0 &&
    y === height - 1 &&
    top === 0 &&
    bottom === height - 1 &&
    row.used === 0 &&
    row.marks === undefined &&
    screen.grid === screen.main &&
    !screen.hasColumnMargins &&
    screen.modes.autoWrap &&
    isSimple(screen)
  );
}
