import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import type { Row } from '../screen/row.ts';
import type { ScrollOut } from '../screen/screen.ts';
import { DecodedPages } from './decoded-pages.ts';
import type { DecodedPage } from './decoded-pages.ts';
import { PageReader, rowOfPiece } from './page.ts';
import type { HistoryPage, PageStyle, Piece } from './page.ts';
import { largestSize, PageWriter } from './page-writer.ts';
import type { StyleSource } from './page-writer.ts';
import type { PlainRows } from './plain-rows.ts';

/** A piece of a line, and the page that tells its text and its styles. */
export interface PagedPiece {
  readonly piece: Piece;
  readonly page: DecodedPage;
}

/** A row of the history with the styles that its page defines. */
export interface PagedRow {
  readonly row: Row;
  readonly styles: readonly PageStyle[];
}

/** How much history stays in memory, and who takes the pages that are full. */
export interface HistoryLimits {
  /** The number that the first line gets. */
  readonly firstLine: number;
  readonly lines: number;
  readonly bytes: number;
  readonly onPage: (page: HistoryPage) => void;
}

/**
 * The logical lines that scrolled out, in append-only pages. Lines are numbered from 0 for ever;
 * the oldest pages are let go when there is more than the limits allow.
 */
export class History implements ScrollOut {
  readonly #limits: HistoryLimits;
  readonly #writer: PageWriter;
  readonly #decoded = new DecodedPages();
  #sealed: HistoryPage[] = [];
  #sealedBytes = 0;
  /** The number of the line that the next new line gets. */
  #nextLine: number;
  /** The last line runs on into what comes next. */
  #isOpen = false;
  #openFirstLine: number;
  #openStartsInside = false;
  /** Rows that were pushed ever; changes whenever the history does. */
  revision = 0;

  constructor(limits: HistoryLimits, source: () => StyleSource) {
    this.#limits = limits;
    this.#writer = new PageWriter(source);
    this.#nextLine = limits.firstLine;
    this.#openFirstLine = limits.firstLine;
  }

  /** The number of the oldest line that is here in full. */
  get firstLine(): number {
    const [oldest = this.#openPage()] = this.#sealed;
    return firstStart(oldest);
  }

  /** The number after the last line. A line whose end is still on the screen counts. */
  get nextLine(): number {
    return this.#nextLine;
  }

  /** The last line continues in the first row of the screen. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The pages in memory, the open one last. */
  get pages(): readonly HistoryPage[] {
    return [...this.#sealed, this.#openPage()];
  }

  push(row: Row): void {
    this.#beginRow(largestSize(row), row.wraps);
    this.#writer.append(row);
  }

  pushPlain(rows: PlainRows, row: number): void {
    this.#beginRow(largestSize(rows), rows.wraps(row));
    this.#writer.appendPlain(rows, row);
  }

  #beginRow(size: number, wraps: boolean): void {
    if (!this.#writer.hasRoomFor(size)) this.seal();
    if (!this.#isOpen) this.#nextLine += 1;
    this.#isOpen = wraps;
    this.revision += 1;
  }

  /** The last line does not run on into the screen after all. A page that is sealed stays as it is. */
  endLine(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#writer.isEmpty) this.#startPage();
    else this.#writer.endLine();
    this.revision += 1;
  }

  /** Closes the open page and hands it out, even if there is room left. */
  seal(): void {
    if (this.#writer.isEmpty) return;
    const page = { ...this.#openPage(), bytes: this.#writer.bytes.slice() };
    this.#sealed.push(page);
    this.#sealedBytes += page.bytes.length;
    this.#startPage();
    this.#letGo();
    this.#limits.onPage(page);
  }

  /** Takes pages that end where the oldest one here begins. */
  putAbove(pages: readonly HistoryPage[]): void {
    this.#sealed = [...pages, ...this.#sealed];
    this.#sealedBytes += pages.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#letGo();
    this.revision += 1;
  }

  /** Forgets all lines. Their numbers are not given again. */
  clear(): void {
    this.#sealed = [];
    this.#sealedBytes = 0;
    this.#isOpen = false;
    this.#startPage();
    this.revision += 1;
  }

  /** The style numbers of the screen changed. */
  forgetStyles(): void {
    this.#writer.forgetStyles();
  }

  /** The pieces of the lines from one to before another, without those that are not here. */
  *pieces(from: number, to: number): Generator<PagedPiece> {
    const first = Math.max(from, this.firstLine);
    if (first >= Math.min(to, this.#nextLine)) return;
    for (let at = this.#pageOfLine(first); at <= this.#sealed.length; at += 1) {
      const sealed = this.#sealed[at];
      const page = sealed ?? this.#openPage();
      if (page.firstLine >= to) break;
      const decoded = this.#decoded.of(page, sealed ? SEALED : this.revision);
      for (let index = decoded.indexOf(first); ; index += 1) {
        const piece = decoded.pieces[index];
        if (piece === undefined || piece.line >= to) break;
        yield { piece, page: decoded };
      }
    }
  }

  /** Takes up to `count` last lines back from the open page; a line may have begun on an older one. */
  takeBack(count: number): PagedRow[] {
    const reader = new PageReader(this.#openPage());
    const pieces = [...reader.pieces()];
    let at = pieces.length;
    for (let lines = 0; at > 0 && lines < count; lines += 1) {
      at -= 1;
      while (at > 0 && pieces[at - 1]?.continues === true) at -= 1;
    }
    const taken = pieces.slice(at);
    const [first] = taken;
    if (first === undefined) return [];
    const startsInside = at === 0 && this.#openStartsInside;
    const ends = taken.filter((piece) => !piece.continues).length + (this.#isOpen ? 1 : 0);
    this.#nextLine -= ends - (startsInside ? 1 : 0);
    this.#isOpen = startsInside;
    const kept = this.#writer.bytes.slice(0, first.start);
    this.#writer.resume(kept, {
      styleCount: first.stylesBefore,
      linkCount: first.linksBefore,
      lastTagAt: pieces[at - 1]?.tagAt ?? 0,
    });
    this.revision += 1;
    return taken.map((piece) => ({ row: rowOfPiece(piece), styles: reader.styles }));
  }

  /** Writes the open page, and with `withSealed` the ones before it. */
  save(writer: ByteWriter, withSealed: boolean): void {
    const pages = withSealed ? this.pages : this.pages.slice(-1);
    writer.number(pages.length - 1);
    for (const page of pages) {
      writer.number(page.firstLine);
      writer.boolean(page.startsInside);
      writer.block(page.bytes);
    }
    for (const known of this.#writer.known) writer.numbers(known);
  }

  /** `kept`: older pages that were not saved with it. */
  load(reader: ByteReader, kept: readonly HistoryPage[]): void {
    this.#sealed = [...kept];
    for (let left = reader.number(); left > 0; left -= 1) this.#sealed.push(readPage(reader));
    this.#sealedBytes = this.#sealed.reduce((sum, page) => sum + page.bytes.length, 0);
    const open = readPage(reader);
    this.#openFirstLine = open.firstLine;
    this.#openStartsInside = open.startsInside;
    this.#nextLine = firstStart(open);
    this.#isOpen = open.startsInside;
    const pages = new PageReader(open);
    let lastTagAt = 0;
    for (const { continues, tagAt } of pages.pieces()) {
      if (!this.#isOpen) this.#nextLine += 1;
      this.#isOpen = continues;
      lastTagAt = tagAt;
    }
    const { styles, linkCount } = pages;
    this.#writer.resume(open.bytes, { styleCount: styles.length, linkCount, lastTagAt });
    this.#writer.known = [reader.numbers(), reader.numbers()];
  }

  /** The last page that a line may begin on, by bisection. */
  #pageOfLine(line: number): number {
    let low = 0;
    let high = this.#sealed.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firstStart(this.#sealed[middle] ?? this.#openPage()) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #openPage(): HistoryPage {
    return {
      firstLine: this.#openFirstLine,
      startsInside: this.#openStartsInside,
      bytes: this.#writer.bytes,
    };
  }

  #startPage(): void {
    this.#writer.reset();
    this.#openFirstLine = this.#isOpen ? this.#nextLine - 1 : this.#nextLine;
    this.#openStartsInside = this.#isOpen;
  }

  #letGo(): void {
    const { lines, bytes } = this.#limits;
    let dropped = 0;
    for (const page of this.#sealed) {
      const next = this.#sealed[dropped + 1] ?? this.#openPage();
      const isWithin = this.#nextLine - firstStart(next) < lines && this.#sealedBytes <= bytes;
      if (isWithin) break;
      this.#sealedBytes -= page.bytes.length;
      dropped += 1;
    }
    if (dropped > 0) this.#sealed = this.#sealed.slice(dropped);
  }
}

/** The revision of a page that does not change any more. */
const SEALED = -1;

function firstStart(page: HistoryPage): number {
  return page.startsInside ? page.firstLine + 1 : page.firstLine;
}

function readPage(reader: ByteReader): HistoryPage {
  const firstLine = reader.number();
  const startsInside = reader.boolean();
  return { firstLine, startsInside, bytes: reader.block().slice() };
}
