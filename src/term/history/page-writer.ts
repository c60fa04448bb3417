import { encodeUtf8, putUtf8 } from '../bytes/utf8.ts';
import type { LinkTable } from '../screen/link-table.ts';
import { wideTail, wrapGap } from '../screen/row.ts';
import type { Row } from '../screen/row.ts';
import { contentEnd } from '../screen/row-text.ts';
import type { StyleTable } from '../screen/style-table.ts';
import { clusterLead, longRun, markKinds, recordTag } from './page.ts';

/** The size of a page in bytes. */
export const pageSize = 65_536;

/** Where a row's style numbers are explained. */
export interface StyleSource {
  readonly styles: StyleTable;
  readonly links: LinkTable;
}

/** Appends rows to the open page. Styles and links are defined on the page at their first use. */
export class PageWriter {
  #bytes = new Uint8Array(pageSize);
  #at = 0;
  /** By the screen's number of a style its number on the page, 0 if it is not there yet. */
  #localStyles = new Uint32Array(256);
  #localLinks = new Map<number, number>();
  #styleCount = 0;
  #linkCount = 0;
  /** What the row under way may take at most, definitions and marks aside. */
  #rowSize = 0;

  get isEmpty(): boolean {
    return this.#at === 0;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** Whether the row surely fits; an empty page grows to whatever it needs. */
  hasRoomFor(row: Row): boolean {
    return this.#at + largestSize(row) <= this.#bytes.length;
  }

  append(row: Row, source: StyleSource): void {
    this.#rowSize = largestSize(row);
    this.#reserve(this.#rowSize);
    const end = contentEnd(row);
    const isStyled = hasStyles(row, end);
    if (isStyled) this.#define(row, end, source);
    if (row.marks !== undefined) this.#writeMarks(row);
    this.#writeText(row, end);
    if (isStyled) this.#writeRuns(row, end);
    else {
      this.#bytes[this.#at] = 0;
      this.#at += 1;
    }
  }

  /** Begins the next page. */
  reset(): void {
    if (this.#bytes.length !== pageSize) this.#bytes = new Uint8Array(pageSize);
    this.#at = 0;
    this.#styleCount = 0;
    this.#linkCount = 0;
    this.forgetStyles();
  }

  /** The style numbers of the screen changed; those on the page stay, and new ones are defined. */
  forgetStyles(): void {
    this.#localStyles.fill(0);
    this.#localLinks.clear();
  }

  /** Goes on with an open page, on which so many styles and links are defined. */
  resume(bytes: Uint8Array, styleCount: number, linkCount: number): void {
    this.reset();
    this.#reserve(bytes.length);
    this.#bytes.set(bytes);
    this.#at = bytes.length;
    this.#styleCount = styleCount;
    this.#linkCount = linkCount;
  }

  /** Which of the screen's styles and links are on the page, for a saved state: pairs of numbers. */
  get known(): readonly [styles: readonly number[], links: readonly number[]] {
    const styles = Array.from(this.#localStyles.entries()).filter(([, local]) => local > 0);
    return [styles.flat(), [...this.#localLinks].flat()];
  }

  set known([styles, links]: readonly [readonly number[], readonly number[]]) {
    for (const [style, local] of pairs(styles, this.#styleCount)) this.#setLocal(style, local);
    this.#localLinks = new Map(pairs(links, this.#linkCount));
  }

  #reserve(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const grown = new Uint8Array((this.#at + size) * 2);
    grown.set(this.bytes);
    this.#bytes = grown;
  }

  #define(row: Row, end: number, source: StyleSource): void {
    let before = 0;
    for (let x = 0; x < end; x += 1) {
      const style = row.styles[x] ?? 0;
      if (style === before || style === 0) continue;
      before = style;
      if ((this.#localStyles[style] ?? 0) === 0) this.#defineStyle(style, source);
    }
  }

  #defineStyle(style: number, { styles, links }: StyleSource): void {
    const link = styles.link[style] ?? 0;
    const localLink = link === 0 ? 0 : this.#linkNumber(link, links);
    this.#reserve(LARGEST_STYLE + this.#rowSize);
    this.#writeNumber(recordTag.style);
    this.#writeNumber(styles.foreground[style] ?? 0);
    this.#writeNumber(styles.background[style] ?? 0);
    this.#writeNumber(styles.underlineColor[style] ?? 0);
    this.#writeNumber(styles.flags[style] ?? 0);
    this.#writeNumber(localLink);
    this.#styleCount += 1;
    this.#setLocal(style, this.#styleCount);
  }

  #setLocal(style: number, local: number): void {
    if (style >= this.#localStyles.length) {
      const grown = new Uint32Array(Math.min(MOST_STYLES, style * 2));
      grown.set(this.#localStyles);
      this.#localStyles = grown;
    }
    this.#localStyles[style] = local;
  }

  #linkNumber(link: number, links: LinkTable): number {
    const known = this.#localLinks.get(link);
    if (known !== undefined) return known;
    const target = links.at(link);
    this.#writeNumber(recordTag.link);
    this.#writeBlock(encodeUtf8(target?.uri ?? ''));
    this.#writeBlock(encodeUtf8(target?.id ?? ''));
    this.#linkCount += 1;
    this.#localLinks.set(link, this.#linkCount);
    return this.#linkCount;
  }

  #writeMarks(row: Row): void {
    for (const mark of row.marks ?? []) {
      this.#reserve(LARGEST_STYLE + this.#rowSize);
      this.#writeNumber(recordTag.mark);
      this.#writeNumber(markKinds.indexOf(mark.kind));
      this.#writeNumber(mark.column);
      this.#writeNumber(mark.exitCode === undefined ? 0 : mark.exitCode + 1);
    }
  }

  #writeBlock(bytes: Uint8Array): void {
    this.#reserve(bytes.length + LARGEST_STYLE + this.#rowSize);
    this.#writeNumber(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #writeText(row: Row, end: number): void {
    this.#bytes[this.#at] = row.wraps ? recordTag.lineContinues : recordTag.line;
    this.#at += 1;
    const start = this.#at;
    this.#at += 1;
    this.#writeCells(row, end);
    this.#prefixSize(start);
  }

  /** What was written behind the byte at `start` becomes a block: its size is put before it. */
  #prefixSize(start: number): void {
    const size = this.#at - start - 1;
    const needed = size < 0x80 ? 1 : size < 0x4000 ? 2 : 3;
    if (needed > 1) this.#bytes.copyWithin(start + needed, start + 1, this.#at);
    this.#at = start;
    this.#writeNumber(size);
    this.#at += size;
  }

  #writeCells(row: Row, end: number): void {
    const bytes = this.#bytes;
    const { codes, clusters } = row;
    let at = this.#at;
    for (let x = 0; x < end; x += 1) {
      const code = codes[x] ?? 0;
      if (code < 0x80 && clusters === undefined) {
        bytes[at] = code === 0 ? 0x20 : code;
        at += 1;
      } else if (code !== wideTail) {
        const rest = clusters?.get(x);
        if (rest !== undefined) at = putCluster(bytes, at, [row.widthAt(x), code, rest]);
        else at = putUtf8(bytes, at, code === 0 || code === wrapGap ? 0x20 : code);
      }
    }
    this.#at = at;
  }

  #writeRuns(row: Row, end: number): void {
    const { styles } = row;
    const start = this.#at;
    this.#at += 1;
    for (let from = 0; from < end;) {
      const style = styles[from] ?? 0;
      let to = from + 1;
      while (to < end && styles[to] === style) to += 1;
      this.#writeRun(this.#localStyles[style] ?? 0, to - from);
      from = to;
    }
    this.#prefixSize(start);
  }

  /** Most runs are short and of the first styles of a page: one byte tells them. */
  #writeRun(style: number, cells: number): void {
    if (style < 7 && cells < 32) {
      this.#bytes[this.#at] = (style << 5) | cells;
      this.#at += 1;
      return;
    }
    this.#bytes[this.#at] = longRun;
    this.#at += 1;
    this.#writeNumber(style);
    this.#writeNumber(cells);
  }

  #writeNumber(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#at] = (rest & 0x7f) | 0x80;
      this.#at += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#at] = rest;
    this.#at += 1;
  }
}

function* pairs(values: readonly number[], most: number): Generator<[number, number]> {
  for (let at = 0; at + 1 < values.length; at += 2) {
    yield [values[at] ?? 0, Math.min(most, values[at + 1] ?? 0)];
  }
}

type Cluster = readonly [width: number, code: number, rest: readonly number[]];

function putCluster(bytes: Uint8Array, at: number, [width, code, rest]: Cluster): number {
  bytes[at] = clusterLead + width;
  bytes[at + 1] = rest.length + 1;
  let next = putUtf8(bytes, at + 2, code);
  for (const member of rest) next = putUtf8(bytes, next, member);
  return next;
}

function hasStyles(row: Row, end: number): boolean {
  const { styles } = row;
  for (let x = 0; x < end; x += 1) if (styles[x] !== 0) return true;
  return false;
}

/** A definition of a style or a mark. */
const LARGEST_STYLE = 32;
const LARGEST_CELL = 12;
/** A screen of the largest size in which every cell has a style of its own. */
const MOST_STYLES = 1 << 25;
const LARGEST_CLUSTER = 132;

function largestSize(row: Row): number {
  return 64 + row.columns * LARGEST_CELL + (row.clusters?.size ?? 0) * LARGEST_CLUSTER;
}
