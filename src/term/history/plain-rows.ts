const MOST_ROWS = 1024;
/** A row of the largest size in which every cell has a style of its own. */
const MOST_SPANS = 4096;
const PARTS = 3;

/**
 * Rows of ASCII as a program put them out, before anything is printed. A row is made of spans: bytes
 * of the output that stand in its cells one after the other, in one style.
 */
export class PlainRows {
  /** The output. The same bytes twice: to be read by ones and by fours. */
  bytes: Uint8Array = new Uint8Array(0);
  words = new DataView<ArrayBufferLike>(this.bytes.buffer);
  columns = 0;
  count = 0;
  /** Of every span where it begins, where it ends, and its style. */
  readonly #spans = new Uint32Array(MOST_SPANS * PARTS);
  #spanCount = 0;
  /** The first span of each row, and the number of those in all rows. */
  readonly #firstSpans = new Uint32Array(MOST_ROWS + 1);
  readonly #wraps = new Uint8Array(MOST_ROWS);

  /** Another output comes. */
  begin(bytes: Uint8Array, columns: number): void {
    this.columns = columns;
    this.bytes = bytes;
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.clear();
  }

  clear(): void {
    this.count = 0;
    this.#spanCount = 0;
  }

  /** There is no room for another row, or for another span in the one under way. */
  get isFull(): boolean {
    return this.count === MOST_ROWS || this.#spanCount === MOST_SPANS;
  }

  /** Adds to the row under way. */
  add(from: number, to: number, style: number): void {
    const at = this.#spanCount * PARTS;
    this.#spans[at] = from;
    this.#spans[at + 1] = to;
    this.#spans[at + 2] = style;
    this.#spanCount += 1;
  }

  /** The row under way is whole. `wraps`: its line runs on into the next row. */
  endRow(wraps: boolean): void {
    this.#wraps[this.count] = wraps ? 1 : 0;
    this.count += 1;
    this.#firstSpans[this.count] = this.#spanCount;
  }

  wraps(row: number): boolean {
    return this.#wraps[row] === 1;
  }

  /** The number of a row's first span; for `count`, the number of all. */
  firstSpan(row: number): number {
    return this.#firstSpans[row] ?? 0;
  }

  spanStart(span: number): number {
    return this.#spans[span * PARTS] ?? 0;
  }

  spanEnd(span: number): number {
    return this.#spans[span * PARTS + 1] ?? 0;
  }

  spanSize(span: number): number {
    return this.spanEnd(span) - this.spanStart(span);
  }

  spanStyle(span: number): number {
    return this.#spans[span * PARTS + 2] ?? 0;
  }
}
