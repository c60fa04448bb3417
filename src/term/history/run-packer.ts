import { longRun } from './page.ts';
import type { PageBuffer } from './page-buffer.ts';

/** A run that does not fit in a byte: that mark, a style of up to four bytes, a number of cells of two. */
const LARGEST_RUN = 8;
const STYLES_OF_SHORT = 7;
const CELLS_OF_SHORT = 32;

/** The styles of one row, packed while its text is still to come. A row all in style 0 has no runs. */
export class RunPacker {
  #bytes = new Uint8Array(0);
  #length = 0;
  #isPlain = true;

  begin(columns: number): void {
    if (this.#bytes.length < columns * LARGEST_RUN) {
      this.#bytes = new Uint8Array(columns * LARGEST_RUN);
    }
    this.#length = 0;
    this.#isPlain = true;
  }

  /** Most runs are short and of the first styles of a page: one byte tells them. */
  add(style: number, cells: number): void {
    if (style !== 0) this.#isPlain = false;
    if (style < STYLES_OF_SHORT && cells < CELLS_OF_SHORT) this.#put((style << 5) | cells);
    else {
      this.#put(longRun);
      this.#putNumber(style);
      this.#putNumber(cells);
    }
  }

  putTo(page: PageBuffer): void {
    const length = this.#isPlain ? 0 : this.#length;
    page.putNumber(length);
    for (let at = 0; at < length; at += 1) page.putByte(this.#bytes[at] ?? 0);
  }

  #putNumber(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.#put((rest & 0x7f) | 0x80);
    this.#put(rest);
  }

  #put(byte: number): void {
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
