import { cellStyle } from '../screen/cell-style.ts';
import type { CellStyle } from '../style.ts';
import { plainStyle } from '../style.ts';
import { PageReader } from './page.ts';
import type { HistoryPage, PageStyle, Piece } from './page.ts';

const MOST_PAGES = 4;

/** Remembers the pages looked at last: lines are mostly read one after the other. */
export class DecodedPages {
  #recent: readonly Decoded[] = [];

  /** `revision` tells apart what the open page was and is. */
  of(page: HistoryPage, revision: number): DecodedPage {
    const { buffer, byteLength } = page.bytes;
    const known = this.#recent.find(
      (other) =>
        other.buffer === buffer && other.byteLength === byteLength && other.revision === revision,
    );
    if (known !== undefined) return known.page;
    const decoded = { buffer, byteLength, revision, page: new DecodedPage(page) };
    this.#recent = [decoded, ...this.#recent].slice(0, MOST_PAGES);
    return decoded.page;
  }
}

interface Decoded {
  readonly buffer: ArrayBufferLike;
  readonly byteLength: number;
  readonly revision: number;
  readonly page: DecodedPage;
}

/** What a page holds, its cells still encoded. */
export class DecodedPage {
  readonly pieces: readonly Piece[];
  readonly #bytes: Uint8Array;
  readonly #pageStyles: readonly PageStyle[];
  readonly #styles: CellStyle[] = [];
  #characters = '';

  constructor(page: HistoryPage) {
    const reader = new PageReader(page);
    this.pieces = [...reader.pieces()];
    this.#bytes = page.bytes;
    this.#pageStyles = reader.styles;
  }

  /** The same object for the same style, so that runs can be joined by identity. */
  styleOf(id: number): CellStyle {
    const style = this.#pageStyles[id - 1];
    if (style === undefined) return plainStyle;
    return (this.#styles[id] ??= cellStyle(style.parts, style.link));
  }

  /** A character for each byte, which is the text where all of them are ASCII. */
  characters(from: number, to: number): string {
    if (this.#characters === '') this.#characters = charactersOf(this.#bytes);
    return this.#characters.slice(from, to);
  }

  /** Where the pieces of a line begin, or would. */
  indexOf(line: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.line ?? line) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** As many as surely fit among the arguments of a call. */
const AT_ONCE = 8192;

function charactersOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    // Spreading a typed array is ten times slower.
    const part: unknown = Reflect.apply(
      String.fromCharCode,
      undefined,
      bytes.subarray(at, at + AT_ONCE),
    );
    text += String(part);
  }
  return text;
}
