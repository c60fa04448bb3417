import type { IBufferCell, IBufferLine } from '@xterm/headless';
import type { Cell, Line, TextRun } from '../line.ts';
import type { CellStyle, Color, Hyperlink, Underline } from '../style.ts';
import { plainStyle } from '../style.ts';
import { inner } from './internals.ts';

const underlines: readonly Underline[] = ['none', 'single', 'double', 'curly', 'dotted', 'dashed'];
const rgbMode = 3;

/** How a cell of xterm looks, in the words of the interface. `links` is its table of OSC 8 links. */
export function xtermCell(cell: IBufferCell | undefined, links: unknown): Cell {
  if (cell === undefined) return { text: '', width: 1, style: plainStyle };
  const width = cell.getWidth();
  return {
    text: cell.getChars(),
    width: width === 2 ? 2 : width === 0 ? 0 : 1,
    style: styleOf(cell, links),
  };
}

/**
 * The cells of a row up to the last one in use, grouped by style. All of a row count that goes on in
 * `next`, but for the gap before a wide character.
 */
export function xtermRuns(
  line: IBufferLine,
  next: IBufferLine | undefined,
  links: unknown,
): TextRun[] {
  const runs: TextRun[] = [];
  let last = '';
  const end =
    next?.isWrapped === true ? line.length - gapBefore(line, next) : usedCells(line, links);
  for (let x = 0; x < end; x += 1) {
    const { text, width, style } = xtermCell(line.getCell(x), links);
    const key = JSON.stringify(style);
    const before = runs.at(-1);
    const shown = width === 0 ? '' : text === '' ? ' ' : text;
    if (before === undefined || key !== last) runs.push({ text: shown, columns: 1, style });
    else {
      const joined = { text: before.text + shown, columns: before.columns + 1, style };
      runs[runs.length - 1] = joined;
    }
    last = key;
  }
  return runs;
}

/** A logical line out of the rows that it fills; it may go on in `next`. */
export function joinXtermRows(
  rows: readonly IBufferLine[],
  next: IBufferLine | undefined,
  links: unknown,
): Line {
  const runs = rows.flatMap((row, at) => xtermRuns(row, rows[at + 1] ?? next, links));
  return { runs, wraps: next?.isWrapped === true };
}

function gapBefore(line: IBufferLine, next: IBufferLine): number {
  const isBlank = line.getCell(line.length - 1)?.getChars() === '';
  return isBlank && next.getCell(0)?.getWidth() === 2 ? 1 : 0;
}

const plain = JSON.stringify(plainStyle);

function usedCells(line: IBufferLine, links: unknown): number {
  let end = line.length;
  while (end > 0) {
    const cell = xtermCell(line.getCell(end - 1), links);
    if (cell.text !== '' || cell.width !== 1 || JSON.stringify(cell.style) !== plain) break;
    end -= 1;
  }
  return end;
}

function styleOf(cell: IBufferCell, links: unknown): CellStyle {
  return {
    foreground: color(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: color(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    underlineColor: underlineColor(cell),
    underline: underlineOf(cell),
    bold: cell.isBold() !== 0,
    faint: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    blink: cell.isBlink() !== 0,
    inverse: cell.isInverse() !== 0,
    invisible: cell.isInvisible() !== 0,
    struck: cell.isStrikethrough() !== 0,
    overlined: cell.isOverline() !== 0,
    link: linkOf(cell, links),
  };
}

function color(isDefault: boolean, isRgb: boolean, value: number): Color {
  if (isDefault) return { kind: 'default' };
  if (!isRgb) return { kind: 'indexed', index: value };
  return { kind: 'rgb', red: (value >> 16) & 255, green: (value >> 8) & 255, blue: value & 255 };
}

/** Its own getters take every hyperlink for underlined; these bits hold what SGR said. */
const UNDERLINED = 0x10000000;
const STYLE_SHIFT = 26;

function underlineOf(cell: IBufferCell): Underline {
  if ((Number(inner(cell, 'fg')) & UNDERLINED) === 0) return 'none';
  const extended = Number(inner(cell, 'extended', '_ext') ?? 0);
  return underlines[(extended >> STYLE_SHIFT) & 7] ?? 'single';
}

function underlineColor(cell: IBufferCell): Color {
  const value = Number(inner(cell, 'extended', 'underlineColor') ?? 0);
  const mode = (value >> 24) & 3;
  if (mode === 0) return { kind: 'default' };
  return color(false, mode === rgbMode, mode === rgbMode ? value & 0xffffff : value & 255);
}

function linkOf(cell: IBufferCell, links: unknown): Hyperlink | undefined {
  const number = inner(cell, 'extended', 'urlId');
  if (typeof number !== 'number' || number === 0) return undefined;
  if (!(links instanceof Map)) return undefined;
  const data: unknown = inner(links.get(number), 'data');
  const id = inner(data, 'id');
  return { uri: String(inner(data, 'uri')), id: typeof id === 'string' ? id : '' };
}
