import type { TextRun } from '../line.ts';
import { runsOf } from '../screen/row-text.ts';
import type { CellStyle } from '../style.ts';
import { plainStyle } from '../style.ts';
import type { PagedPiece } from './history.ts';
import { rowOfPiece, runsOn } from './page.ts';
import type { Piece } from './page.ts';

/** The cells of a piece, grouped by style. Most are ASCII, where a byte is a cell and no row is made. */
export function runsOfPiece({ piece, page }: PagedPiece): TextRun[] {
  if (!isAscii(piece)) return runsOf(rowOfPiece(piece), (id) => page.styleOf(id));
  const { textAt, textEnd, runsAt, end } = piece;
  const runs: TextRun[] = [];
  const add = (from: number, to: number, style: CellStyle): void => {
    if (to > from) runs.push({ text: page.characters(from, to), columns: to - from, style });
  };
  let at = textAt;
  if (runsAt < end) {
    for (const { style, cells } of runsOn(piece)) {
      const next = Math.min(textEnd, at + cells);
      add(at, next, page.styleOf(style));
      at = next;
    }
  }
  add(at, textEnd, plainStyle);
  return runs;
}

/** Whether no byte is more than a cell of its own. */
function isAscii({ bytes, textAt, textEnd }: Piece): boolean {
  for (let at = textAt; at < textEnd; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
