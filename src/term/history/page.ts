import { ByteReader, corruptState } from '../bytes/byte-reader.ts';
import { Utf8Decoder } from '../bytes/utf8.ts';
import type { LinkTarget } from '../screen/link-table.ts';
import { Row, wideTail } from '../screen/row.ts';
import type { RowMark } from '../screen/row-mark.ts';
import type { StyleParts } from '../screen/style-table.ts';
import { widthOf } from '../unicode/code-points.ts';

/** What a record of a page begins with. */
export const recordTag = { style: 1, link: 2, mark: 3, line: 4, lineContinues: 5 } as const;
/** A byte that no UTF-8 has, plus a width of 1 or 2: a count of code points follows that share a cell. */
export const clusterLead = 0xf8;
/** What begins a run that does not fit in a byte of style times 32 plus cells. */
export const longRun = 0xe0;
/** The kinds of marks, in the order of their numbers on a page. */
export const markKinds = ['prompt', 'command', 'output', 'finished', 'place'] as const;

/** A page of history: records one after the other, each understood by what precedes it on the page. */
export interface HistoryPage {
  /** The number of the logical line that the page's first piece belongs to, counted from 0 for ever. */
  readonly firstLine: number;
  /** The page begins in the middle of that line. */
  readonly startsInside: boolean;
  readonly bytes: Uint8Array;
}

/** A style as a page defines it. */
export interface PageStyle {
  readonly parts: StyleParts;
  readonly link: LinkTarget | undefined;
}

/** A piece of a logical line: what was one row when it left the screen. */
export interface Piece {
  /** Where its records begin on the page. */
  readonly start: number;
  /** Where the byte is that tells whether the line runs on. */
  readonly tagAt: number;
  /** Definitions before it, of styles and of links. */
  readonly stylesBefore: number;
  readonly linksBefore: number;
  /** The page's bytes, of which those from `textAt` to before `textEnd` are its text. */
  readonly bytes: Uint8Array;
  readonly textAt: number;
  readonly textEnd: number;
  /** Packed pairs of a style and a number of cells, from here to before `end`. */
  readonly runsAt: number;
  readonly end: number;
  /** The number of the logical line that it belongs to. */
  readonly line: number;
  readonly continues: boolean;
  readonly marks: readonly RowMark[];
}

const noMarks: readonly RowMark[] = [];

/** Reads a page from its beginning; `styles` grows while the pieces are read. */
export class PageReader {
  readonly styles: PageStyle[] = [];
  readonly #links: LinkTarget[] = [];
  readonly #bytes: Uint8Array;
  readonly #reader: ByteReader;
  #line: number;

  constructor({ bytes, firstLine }: Pick<HistoryPage, 'bytes' | 'firstLine'>) {
    this.#bytes = bytes;
    this.#reader = new ByteReader(bytes);
    this.#line = firstLine;
  }

  get linkCount(): number {
    return this.#links.length;
  }

  *pieces(): Generator<Piece> {
    let start = this.#reader.at;
    let stylesBefore = this.styles.length;
    let linksBefore = this.#links.length;
    let marks = noMarks;
    while (!this.#reader.isAtEnd) {
      const tagAt = this.#reader.at;
      const tag = this.#reader.number();
      if (tag === recordTag.style) this.#defineStyle();
      else if (tag === recordTag.link) this.#defineLink();
      else if (tag === recordTag.mark) marks = [...marks, this.#readMark()];
      else if (tag === recordTag.line || tag === recordTag.lineContinues) {
        const continues = tag === recordTag.lineContinues;
        // Written out: objects made by spreading take ten times as long.
        const piece: Piece = {
          start,
          tagAt,
          stylesBefore,
          linksBefore,
          bytes: this.#bytes,
          textAt: this.#reader.passBlock(),
          textEnd: this.#reader.at,
          runsAt: this.#reader.passBlock(),
          end: this.#reader.at,
          line: this.#line,
          continues,
          marks,
        };
        yield piece;
        if (!continues) this.#line += 1;
        start = piece.end;
        stylesBefore = this.styles.length;
        linksBefore = this.#links.length;
        marks = noMarks;
      } else throw corruptState(`a page has a record of kind ${tag}`);
    }
  }

  #defineStyle(): void {
    const foreground = this.#reader.number();
    const background = this.#reader.number();
    const underlineColor = this.#reader.number();
    const flags = this.#reader.number();
    const link = this.#links[this.#reader.number() - 1];
    this.styles.push({ parts: { foreground, background, underlineColor, flags, link: 0 }, link });
  }

  #defineLink(): void {
    const uri = this.#reader.text();
    this.#links.push({ uri, id: this.#reader.text() });
  }

  #readMark(): RowMark {
    const kind = markKinds[this.#reader.number()];
    if (kind === undefined) throw corruptState('a page has a mark of no kind');
    const column = this.#reader.number();
    const code = this.#reader.number();
    return { kind, column, exitCode: code === 0 ? undefined : code - 1 };
  }
}

/** A style's number on the page, and how many cells of a piece have it. */
export interface StyledCells {
  readonly style: number;
  readonly cells: number;
}

/** The styles of a piece from its left to its right; cells behind the last have style 0. */
export function runsOn({ bytes, runsAt, end }: Piece): readonly StyledCells[] {
  const runs: StyledCells[] = [];
  const reader = new ByteReader(bytes, runsAt);
  while (reader.at < end) {
    const packed = reader.byte();
    const isLong = packed >= longRun;
    const style = isLong ? reader.number() : packed >> 5;
    runs.push({ style, cells: isLong ? reader.number() : packed & 31 });
  }
  return runs;
}

/** A piece as a row that just holds it. Its style numbers are the page's: 0, or 1 plus the index. */
export function rowOfPiece(piece: Piece): Row {
  const cells = cellsOf(piece.bytes.subarray(piece.textAt, piece.textEnd));
  const row = new Row(cells.codes.length);
  row.codes.set(cells.codes);
  row.used = cells.codes.length;
  row.hasWide = cells.codes.includes(wideTail);
  row.wraps = piece.continues;
  if (piece.marks.length > 0) row.marks = piece.marks;
  for (const [column, rest] of cells.clusters) row.join(column, rest);
  let x = 0;
  for (const { style, cells: count } of runsOn(piece)) {
    const end = Math.min(row.columns, x + count);
    row.paint(x, end, style);
    x = end;
  }
  return row;
}

interface Cells {
  readonly codes: readonly number[];
  readonly clusters: ReadonlyMap<number, readonly number[]>;
}

function cellsOf(text: Uint8Array): Cells {
  const codes: number[] = [];
  const clusters = new Map<number, number[]>();
  const decoder = new Utf8Decoder();
  for (let at = 0; at < text.length;) {
    const lead = text[at] ?? 0;
    const isCluster = lead >= clusterLead;
    const count = isCluster ? (text[at + 1] ?? 1) : 1;
    if (isCluster) at += 2;
    const members: number[] = [];
    while (members.length < count && at < text.length) {
      at = decode(text, at, decoder);
      members.push(decoder.code);
    }
    const [first = 0x20, ...rest] = members;
    if (isCluster) clusters.set(codes.length, rest);
    const width = isCluster ? lead - clusterLead : widthOf(first);
    codes.push(first);
    if (width === 2) codes.push(wideTail);
  }
  return { codes, clusters };
}

function decode(text: Uint8Array, from: number, decoder: Utf8Decoder): number {
  let at = from;
  do {
    decoder.accept(text[at] ?? 0);
    at += 1;
  } while (decoder.isInside);
  return at;
}
