import { ByteReader } from '../bytes/byte-reader.ts';
import type { TextRun } from '../line.ts';
import { cellStyle } from '../screen/cell-style.ts';
import { runsOf } from '../screen/row-text.ts';
import type { CellStyle } from '../style.ts';
import { plainStyle } from '../style.ts';
import type { PagedPiece } from './history.ts';
import { longRun, rowOfPiece } from './page.ts';
import type { PageStyle } from './page.ts';

/** The cells of a piece, grouped by style. Most are ASCII, where a byte is a cell and no row is made. */
export function runsOfPiece({ piece, styles }: PagedPiece): readonly TextRun[] {
  const styleOf = (id: number): CellStyle => pageStyle(styles[id - 1]);
  const text = asciiText(piece.text);
  if (text === undefined) return runsOf(rowOfPiece(piece), styleOf);
  if (text === '') return [];
  if (piece.runs.length === 0) return [{ text, columns: text.length, style: plainStyle }];
  return asciiRuns(text, piece.runs, styleOf);
}

/** Undefined when a byte is more than a cell of its own. */
function asciiText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST) return undefined;
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) > 0x7f) return undefined;
  // Spreading a typed array is ten times slower.
  const text: unknown = Reflect.apply(String.fromCharCode, undefined, bytes);
  return String(text);
}

/** More than a row has cells. */
const LONGEST = 4096;

function asciiRuns(
  text: string,
  packed: Uint8Array,
  styleOf: (id: number) => CellStyle,
): readonly TextRun[] {
  const runs: TextRun[] = [];
  const reader = new ByteReader(packed);
  const add = (from: number, to: number, style: CellStyle): void => {
    if (to > from) runs.push({ text: text.slice(from, to), columns: to - from, style });
  };
  let at = 0;
  while (!reader.isAtEnd && at < text.length) {
    const byte = reader.byte();
    const style = byte >= longRun ? reader.number() : byte >> 5;
    const cells = byte >= longRun ? reader.number() : byte & 31;
    const end = Math.min(text.length, at + cells);
    add(at, end, styleOf(style));
    at = end;
  }
  add(at, text.length, plainStyle);
  return runs;
}

const known = new WeakMap<PageStyle, CellStyle>();

/** The same object for the same style of a page, so that runs can be joined by identity. */
function pageStyle(style: PageStyle | undefined): CellStyle {
  if (style === undefined) return plainStyle;
  const before = known.get(style) ?? cellStyle(style.parts, style.link);
  known.set(style, before);
  return before;
}
