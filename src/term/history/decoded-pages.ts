import { PageReader } from './page.ts';
import type { HistoryPage, PageStyle, Piece } from './page.ts';

/** A piece and the number of the line that it belongs to. */
export interface NumberedPiece extends Piece {
  readonly line: number;
}

/** What a page holds, its cells still encoded. */
export interface DecodedPage {
  readonly pieces: readonly NumberedPiece[];
  readonly styles: readonly PageStyle[];
}

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
    const decoded = { buffer, byteLength, revision, page: decode(page) };
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

function decode(page: HistoryPage): DecodedPage {
  const reader = new PageReader(page.bytes);
  const pieces: NumberedPiece[] = [];
  let line = page.firstLine;
  for (const piece of reader.pieces()) {
    pieces.push({ ...piece, line });
    if (!piece.continues) line += 1;
  }
  return { pieces, styles: reader.styles };
}
