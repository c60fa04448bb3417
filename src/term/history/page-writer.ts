import { encodeUtf8 } from '../bytes/utf8.ts';
import type { LinkTable } from '../screen/link-table.ts';
import type { Row } from '../screen/row.ts';
import type { RowMark } from '../screen/row-mark.ts';
import { contentEnd } from '../screen/row-text.ts';
import type { StyleTable } from '../screen/style-table.ts';
import { markKinds, recordTag } from './page.ts';
import { PageBuffer } from './page-buffer.ts';
import type { PlainRows } from './plain-rows.ts';

/** Where a row's style numbers are explained. */
export interface StyleSource {
  readonly styles: StyleTable;
  readonly links: LinkTable;
}

/** What an open page comes to: definitions on it, and where its last row says whether it runs on. */
export interface PageEnd {
  readonly styleCount: number;
  readonly linkCount: number;
  readonly lastTagAt: number;
}

/** Appends rows to the open page. Styles and links are defined on the page at their first use. */
export class PageWriter {
  readonly #source: () => StyleSource;
  readonly #page = new PageBuffer();
  /** Of the row under way, pairs of a style and a number of cells, down to the last that is not in style 0. */
  #runs = new Uint32Array(0);
  #runCount = 0;
  /** By the screen's number of a style its number on the page, 0 if it is not there yet. */
  #localStyles = new Uint32Array(256);
  #localLinks = new Map<number, number>();
  #styleCount = 0;
  #linkCount = 0;
  /** What the row under way may take at most, definitions and marks aside. */
  #rowSize = 0;
  /** Where the last row says whether it runs on. */
  #lastTagAt = 0;

  constructor(source: () => StyleSource) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#page.length === 0;
  }

  get bytes(): Uint8Array {
    return this.#page.bytes;
  }

  /** Whether a row of at most `size` bytes fits; an empty page grows to whatever it needs. */
  hasRoomFor(size: number): boolean {
    return this.#page.hasRoomFor(size);
  }

  append(row: Row): void {
    this.#begin(largestSize(row), row.columns);
    const end = contentEnd(row);
    if (row.isStyled) this.#findRuns(row, end);
    if (row.marks !== undefined) this.#putMarks(row.marks);
    this.#putTag(row.wraps);
    this.#page.putText(row, end);
    this.#page.putRuns(this.#runs, this.#runCount);
  }

  /** The same for a row that was not on the screen: the page is as if it had been. */
  appendPlain(rows: PlainRows, row: number): void {
    this.#begin(largestSize(rows), rows.columns);
    const first = rows.firstSpan(row);
    const end = rows.firstSpan(row + 1);
    for (let span = first; span < end;) {
      const style = rows.spanStyle(span);
      let cells = 0;
      for (; span < end && rows.spanStyle(span) === style; span += 1) cells += rows.spanSize(span);
      this.#addRun(style, cells);
    }
    this.#endRuns();
    this.#putTag(rows.wraps(row));
    this.#page.putSpans(rows, first, end);
    this.#page.putRuns(this.#runs, this.#runCount);
  }

  /** The last row of the page does not run on after all. */
  endLine(): void {
    if (!this.isEmpty) this.#page.replaceByte(this.#lastTagAt, recordTag.line);
  }

  /** Begins the next page. */
  reset(): void {
    this.#page.clear();
    this.#styleCount = 0;
    this.#linkCount = 0;
    this.forgetStyles();
  }

  /** The style numbers of the screen changed; those on the page stay, and new ones are defined. */
  forgetStyles(): void {
    this.#localStyles.fill(0);
    this.#localLinks.clear();
  }

  /** Goes on with an open page. */
  resume(bytes: Uint8Array, { styleCount, linkCount, lastTagAt }: PageEnd): void {
    this.reset();
    this.#page.reserve(bytes.length);
    this.#page.putBytes(bytes);
    this.#styleCount = styleCount;
    this.#linkCount = linkCount;
    this.#lastTagAt = lastTagAt;
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

  #begin(size: number, columns: number): void {
    this.#rowSize = size;
    this.#page.reserve(size);
    this.#runCount = 0;
    if (this.#runs.length < columns * 2) this.#runs = new Uint32Array(columns * 2);
  }

  #putTag(wraps: boolean): void {
    this.#lastTagAt = this.#page.length;
    this.#page.putByte(wraps ? recordTag.lineContinues : recordTag.line);
  }

  #findRuns({ styles }: Row, end: number): void {
    for (let from = 0; from < end;) {
      const to = runEnd(styles, from, end);
      this.#addRun(styles[from] ?? 0, to - from);
      from = to;
    }
    this.#endRuns();
  }

  /** Defines a style that the page does not know yet; the runs themselves come after the text. */
  #addRun(style: number, cells: number): void {
    const at = this.#runCount * 2;
    this.#runs[at] = style === 0 ? 0 : this.#localStyle(style);
    this.#runs[at + 1] = cells;
    this.#runCount += 1;
  }

  /** What follows the last run is in style 0 anyway. */
  #endRuns(): void {
    if (this.#runCount > 0 && this.#runs[this.#runCount * 2 - 2] === 0) this.#runCount -= 1;
  }

  #localStyle(style: number): number {
    const known = style < this.#localStyles.length ? (this.#localStyles[style] ?? 0) : 0;
    return known === 0 ? this.#defineStyle(style) : known;
  }

  #defineStyle(style: number): number {
    const { styles, links } = this.#source();
    const link = styles.link[style] ?? 0;
    const localLink = link === 0 ? 0 : this.#linkNumber(link, links);
    const page = this.#page;
    page.reserve(LARGEST_STYLE + this.#rowSize);
    page.putByte(recordTag.style);
    page.putNumber(styles.foreground[style] ?? 0);
    page.putNumber(styles.background[style] ?? 0);
    page.putNumber(styles.underlineColor[style] ?? 0);
    page.putNumber(styles.flags[style] ?? 0);
    page.putNumber(localLink);
    this.#styleCount += 1;
    this.#setLocal(style, this.#styleCount);
    return this.#styleCount;
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
    this.#page.putByte(recordTag.link);
    this.#putBlock(encodeUtf8(target?.uri ?? ''));
    this.#putBlock(encodeUtf8(target?.id ?? ''));
    this.#linkCount += 1;
    this.#localLinks.set(link, this.#linkCount);
    return this.#linkCount;
  }

  #putMarks(marks: readonly RowMark[]): void {
    const page = this.#page;
    for (const mark of marks) {
      page.reserve(LARGEST_STYLE + this.#rowSize);
      page.putByte(recordTag.mark);
      page.putNumber(markKinds.indexOf(mark.kind));
      page.putNumber(mark.column);
      page.putNumber(mark.exitCode === undefined ? 0 : mark.exitCode + 1);
    }
  }

  #putBlock(bytes: Uint8Array): void {
    this.#page.reserve(bytes.length + LARGEST_STYLE + this.#rowSize);
    this.#page.putNumber(bytes.length);
    this.#page.putBytes(bytes);
  }
}

/** The column after the run of one style that begins at `from`; looks at four cells at a time. */
function runEnd(styles: Uint32Array, from: number, end: number): number {
  const style = styles[from] ?? 0;
  let to = from + 1;
  while (to + 4 <= end && isFourTimes(styles, to, style)) to += 4;
  while (to < end && styles[to] === style) to += 1;
  return to;
}

function isFourTimes(styles: Uint32Array, at: number, style: number): boolean {
  const first = (styles[at] ?? 0) ^ style;
  const second = (styles[at + 1] ?? 0) ^ style;
  const third = (styles[at + 2] ?? 0) ^ style;
  const fourth = (styles[at + 3] ?? 0) ^ style;
  return (first | second | third | fourth) === 0;
}

function* pairs(values: readonly number[], most: number): Generator<[number, number]> {
  for (let at = 0; at + 1 < values.length; at += 2) {
    yield [values[at] ?? 0, Math.min(most, values[at + 1] ?? 0)];
  }
}

/** A definition of a style or a mark. */
const LARGEST_STYLE = 32;
const LARGEST_CELL = 12;
/** A screen of the largest size in which every cell has a style of its own. */
const MOST_STYLES = 1 << 25;
const LARGEST_CLUSTER = 132;

/** What a row may take at most, definitions and marks aside. */
export function largestSize(row: Pick<Row, 'columns'> & Partial<Pick<Row, 'clusters'>>): number {
  return 64 + row.columns * LARGEST_CELL + (row.clusters?.size ?? 0) * LARGEST_CLUSTER;
}
