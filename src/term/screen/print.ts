import { asciiEnd, isAscii } from '../bytes/ascii.ts';
import { decodeAt, utf8Length } from '../bytes/utf8.ts';
import type { PlainRows } from '../history/plain-rows.ts';
import { widthOf } from '../unicode/code-points.ts';
import { nextClusterState, noCluster } from '../unicode/graphemes.ts';
import { extendsCluster } from './extend-cluster.ts';
import { attach, leaveEdge, place, printEdge, stopAtEdge } from './place.ts';
import { wideTail } from './row.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';

const FIRST_AFTER_CONTROLS = 0xa0;

/** Prints the ASCII that begins at `from`, at least one byte of it, and returns the place after. */
export function printAscii(screen: Screen, bytes: Uint8Array, from: number): number {
  return isSimple(screen)
    ? printSimpleAscii(screen, bytes, from)
    : printCarefully(screen, bytes, from);
}

/**
 * Prints what it can of the text that begins at `from` with a byte above ASCII and returns the place
 * after: nothing, when the text is ill-formed or a control, or its end is missing.
 */
export function printText(screen: Screen, bytes: Uint8Array, from: number): number {
  const at = isSimple(screen) ? printTextInRow(screen, bytes, from) : from;
  if (at > from) return at;
  const code = decodeAt(bytes, from);
  if (code < FIRST_AFTER_CONTROLS) return from;
  printCode(screen, code);
  return from + utf8Length(code);
}

/** Prints one code point: a character of its own, or a part of the one before it. */
export function printCode(screen: Screen, code: number): void {
  const glyph = screen.charsets.isPlain ? code : screen.charsets.translate(code);
  const width = widthOf(glyph);
  if (screen.modes.graphemeClusters && extendsCluster(screen, glyph, width)) return;
  if (width === 0) {
    attach(screen, glyph);
    return;
  }
  screen.lastPrinted = glyph;
  place(screen, glyph, width);
}

/** Every character stands for itself, in cells of its own, over what was there. */
export function isSimple({ charsets, modes }: Screen): boolean {
  return charsets.isPlain && !modes.insert && !modes.graphemeClusters;
}

/** The first character may be translated, push others aside or join what was printed before. */
function printCarefully(screen: Screen, bytes: Uint8Array, from: number): number {
  printCode(screen, bytes[from] ?? 0);
  const next = from + 1;
  const isAlone = screen.modes.insert || !screen.charsets.isPlain || !isAsciiAt(bytes, next);
  if (isAlone) return next;
  const at = printSimpleAscii(screen, bytes, next);
  if (screen.modes.graphemeClusters) {
    screen.clusterState = nextClusterState(noCluster, screen.lastPrinted);
  }
  return at;
}

function printSimpleAscii(screen: Screen, bytes: Uint8Array, from: number): number {
  let at = from;
  do at = printAsciiInRow(screen, bytes, at);
  while (screen.pendingWrap && isAsciiAt(bytes, at));
  screen.lastPrinted = bytes[at - 1] ?? 0;
  return at;
}

/** Prints ASCII up to the edge of the row at most. */
function printAsciiInRow(screen: Screen, bytes: Uint8Array, from: number): number {
  if (screen.pendingWrap) leaveEdge(screen);
  const style = screen.pen.style(screen.styles);
  const { row, x: start } = screen;
  const { codes } = row;
  const edge = printEdge(screen);
  const offset = start - from;
  const most = edge - offset;
  const end = most < bytes.length ? most : bytes.length;
  if (row.isTangled) row.release(start, asciiEnd(bytes, from, end) + offset, style);
  let at = from;
  // By fours: V8 looks at both arrays anew in every turn, which costs more than a copied byte.
  for (; at + 4 <= end; at += 4) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    const fourth = bytes[at + 3] ?? 0;
    const low = (first - 0x20) | (second - 0x20) | (third - 0x20) | (fourth - 0x20);
    const high = (first + 1) | (second + 1) | (third + 1) | (fourth + 1);
    if (low < 0 || high > 0x7f) break;
    const column = at + offset;
    codes[column] = first;
    codes[column + 1] = second;
    codes[column + 2] = third;
    codes[column + 3] = fourth;
  }
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isAscii(byte)) break;
    codes[at + offset] = byte;
  }
  const x = at + offset;
  row.printed(start, x, style);
  if (x > row.used) row.used = x;
  if (x < edge) screen.x = x;
  else stopAtEdge(screen, edge);
  return at;
}

/**
 * Prints text up to the edge of the row or to a character without width. Where wide characters or
 * clusters may be in the way, or at the edge, nothing is done.
 */
function printTextInRow(screen: Screen, bytes: Uint8Array, from: number): number {
  const { row, x: start } = screen;
  if (screen.pendingWrap || (row.isTangled && start < row.used)) return from;
  const edge = printEdge(screen);
  const { codes } = row;
  const end = bytes.length;
  let x = start;
  let last = 0;
  let at = from;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    const code = byte < 0x80 ? byte : decodeAt(bytes, at);
    if (code < FIRST_AFTER_CONTROLS && !isAscii(code)) break;
    const width = widthOf(code);
    if (width === 0 || x + width >= edge) break;
    codes[x] = code;
    if (width === 2) {
      codes[x + 1] = wideTail;
      row.hasWide = true;
    }
    x += width;
    at += utf8Length(code);
    last = code;
  }
  if (at === from) return from;
  row.printed(start, x, screen.pen.style(screen.styles));
  if (x > row.used) row.used = x;
  screen.x = x;
  screen.lastPrinted = last;
  return at;
}

/** Prints spans of output to a blank row. */
export function printSpans(target: Row, rows: PlainRows, row: number): void {
  const { bytes } = rows;
  const { codes } = target;
  const end = rows.firstSpan(row + 1);
  let x = 0;
  for (let span = rows.firstSpan(row); span < end; span += 1) {
    const to = rows.spanEnd(span);
    const start = x;
    let at = rows.spanStart(span);
    for (; at + 4 <= to; at += 4, x += 4) {
      codes[x] = bytes[at] ?? 0;
      codes[x + 1] = bytes[at + 1] ?? 0;
      codes[x + 2] = bytes[at + 2] ?? 0;
      codes[x + 3] = bytes[at + 3] ?? 0;
    }
    for (; at < to; at += 1, x += 1) codes[x] = bytes[at] ?? 0;
    target.printed(start, x, rows.spanStyle(span));
  }
  target.used = x;
  target.wraps = rows.wraps(row);
}

function isAsciiAt(bytes: Uint8Array, at: number): boolean {
  return at < bytes.length && isAscii(bytes[at] ?? 0);
}
