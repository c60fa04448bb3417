import { putUtf8 } from '../bytes/utf8.ts';
import { wideTail, wrapGap } from '../screen/row.ts';
import type { Row } from '../screen/row.ts';
import { clusterLead, longRun } from './page.ts';
import type { PlainRows } from './plain-rows.ts';

/** The size of a page in bytes. */
export const pageSize = 65_536;

const BLANK = 0x20;
const STYLES_OF_SHORT = 7;
const MOST_OF_SHORT = 31;

/** The bytes of the open page. Room is reserved before anything is put. */
export class PageBuffer {
  #bytes = new Uint8Array(pageSize);
  /** The same bytes, to be written by fours. */
  #words = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    if (this.#bytes.length !== pageSize) this.#take(new Uint8Array(pageSize));
    this.#length = 0;
  }

  hasRoomFor(size: number): boolean {
    return this.#length + size <= this.#bytes.length;
  }

  reserve(size: number): void {
    if (this.hasRoomFor(size)) return;
    const grown = new Uint8Array((this.#length + size) * 2);
    grown.set(this.bytes);
    this.#take(grown);
  }

  #take(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#words = new DataView(bytes.buffer);
  }

  putByte(value: number): void {
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** Replaces a byte that was put before. */
  replaceByte(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  putNumber(value: number): void {
    this.#length = putNumber(this.#bytes, this.#length, value);
  }

  putBytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** The text of the first `end` cells of a row as a block: its size and its bytes. */
  putText(row: Row, end: number): void {
    // A cell takes a byte at least, so that this is nearly always the size of the size.
    const start = this.#length + sizeOfNumber(end);
    const isPlain = row.clusters === undefined;
    const stop = isPlain ? this.#cells(row, end, start) : this.#clusters(row, end, start);
    this.#endBlock(start, stop);
  }

  /** The same for spans of output, up to before the span `end`. */
  putSpans(rows: PlainRows, first: number, end: number): void {
    const { bytes, words } = rows;
    const start = this.#length + 1;
    let put = start;
    for (let span = first; span < end; span += 1) {
      const to = rows.spanEnd(span);
      let at = rows.spanStart(span);
      for (; at + 4 <= to; at += 4, put += 4) {
        this.#words.setInt32(put, words.getInt32(at, true), true);
      }
      for (; at < to; at += 1, put += 1) this.#bytes[put] = bytes[at] ?? 0;
    }
    this.#endBlock(start, put);
  }

  /**
   * The first `count` pairs of a style and a number of cells as a block. Most runs are short and of
   * the first styles of a page: one byte tells them, or two.
   */
  putRuns(runs: Uint32Array, count: number): void {
    if (count === 0) {
      this.putByte(0);
      return;
    }
    const bytes = this.#bytes;
    const start = this.#length + 1;
    let at = start;
    for (let run = 0; run < count; run += 1) {
      const style = runs[run * 2] ?? 0;
      let cells = runs[run * 2 + 1] ?? 0;
      if (style < STYLES_OF_SHORT && cells <= MOST_OF_SHORT * 2) {
        for (; cells > MOST_OF_SHORT; cells -= MOST_OF_SHORT) {
          bytes[at] = (style << 5) | MOST_OF_SHORT;
          at += 1;
        }
        bytes[at] = (style << 5) | cells;
        at += 1;
      } else {
        bytes[at] = longRun;
        at = putNumber(bytes, putNumber(bytes, at + 1, style), cells);
      }
    }
    this.#endBlock(start, at);
  }

  /** The bytes of [start, stop) follow, with their size before them. */
  #endBlock(start: number, stop: number): void {
    const size = stop - start;
    const moved = this.#length + sizeOfNumber(size);
    if (moved !== start) this.#bytes.copyWithin(moved, start, stop);
    this.putNumber(size);
    this.#length += size;
  }

  #cells(row: Row, end: number, start: number): number {
    const bytes = this.#bytes;
    const { codes } = row;
    const ascii = this.#asciiCells(row, end, start);
    let at = start + ascii;
    for (let x = ascii; x < end; x += 1) {
      const code = codes[x] ?? 0;
      if (code < 0x80) {
        bytes[at] = code === 0 ? BLANK : code;
        at += 1;
      } else if (code !== wideTail) at = putUtf8(bytes, at, code === wrapGap ? BLANK : code);
    }
    return at;
  }

  /** Puts the cells before the first one that is blank or above ASCII, by eights; returns their number. */
  #asciiCells(row: Row, end: number, start: number): number {
    const words = this.#words;
    const { codes } = row;
    let x = 0;
    for (; x + 8 <= end; x += 8) {
      const left = wordOf(codes, x);
      const right = wordOf(codes, x + 4);
      if (left === NO_WORD || right === NO_WORD) break;
      words.setInt32(start + x, left, true);
      words.setInt32(start + x + 4, right, true);
    }
    return x;
  }

  #clusters(row: Row, end: number, start: number): number {
    const bytes = this.#bytes;
    let at = start;
    for (let x = 0; x < end; x += 1) {
      const code = row.codes[x] ?? 0;
      const rest = row.clusters?.get(x);
      if (code === wideTail) continue;
      if (rest !== undefined) {
        bytes[at] = clusterLead + row.widthAt(x);
        bytes[at + 1] = rest.length + 1;
        at = putUtf8(bytes, at + 2, code);
        for (const member of rest) at = putUtf8(bytes, at, member);
      } else at = putUtf8(bytes, at, code === 0 || code === wrapGap ? BLANK : code);
    }
    return at;
  }
}

function putNumber(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  for (; rest > 0x7f; at += 1) {
    bytes[at] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

function sizeOfNumber(value: number): number {
  if (value < 0x80) return 1;
  return value < 0x4000 ? 2 : 3;
}

/** What no four cells are: they would hold a byte of 0. */
const NO_WORD = 0;

/** Four cells as bytes, unless one of them is blank or above ASCII. */
function wordOf(codes: Uint32Array, x: number): number {
  const first = codes[x] ?? 0;
  const second = codes[x + 1] ?? 0;
  const third = codes[x + 2] ?? 0;
  const fourth = codes[x + 3] ?? 0;
  const blank = (first - 1) | (second - 1) | (third - 1) | (fourth - 1);
  if (((blank | first | second | third | fourth) & ~0x7f) !== 0) return NO_WORD;
  return first | (second << 8) | (third << 16) | (fourth << 24);
}
