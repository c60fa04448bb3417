import { widthOf } from '../unicode/code-points.ts';
import { joinsCluster, nextClusterState, noCluster } from '../unicode/graphemes.ts';
import { wideTail, wrapGap } from './row.ts';
import type { Row } from './row.ts';
import type { Screen } from './screen.ts';
import { index } from './scroll.ts';

/** Longer clusters are cut: no script needs more, and hostile output could grow without end. */
const LONGEST_CLUSTER = 31;
const EMOJI_PRESENTATION = 0xfe0f;

/** Prints the bytes of [from, to), all of them printable ASCII. */
export function printAscii(screen: Screen, bytes: Uint8Array, from: number, to: number): void {
  let at = from;
  if (!screen.charsets.isPlain || screen.modes.insert) {
    for (; at < to; at += 1) printCode(screen, bytes[at] ?? 0);
    return;
  }
  if (screen.modes.graphemeClusters) {
    printCode(screen, bytes[at] ?? 0);
    at += 1;
    if (at === to) return;
    screen.clusterState = nextClusterState(noCluster, bytes[to - 1] ?? 0);
  }
  const style = screen.pen.style(screen.styles);
  while (at < to) at = printAsciiInRow(screen, bytes, { at, to, style });
  screen.lastPrinted = bytes[to - 1] ?? 0;
}

/** Prints the first `count` code points of a list, none of them a control. */
export function printCodes(screen: Screen, codes: Uint32Array, count: number): void {
  const isSimple =
    screen.charsets.isPlain && !screen.modes.insert && !screen.modes.graphemeClusters;
  for (let at = 0; at < count;) {
    if (isSimple) at = printCodesInRow(screen, codes, { at, to: count });
    if (at < count) {
      printCode(screen, codes[at] ?? 0);
      at += 1;
    }
  }
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

interface AsciiRun {
  readonly at: number;
  readonly to: number;
  readonly style: number;
}

/** Fills the row up to its edge and returns the place of the first byte that was left. */
function printAsciiInRow(screen: Screen, bytes: Uint8Array, { at, to, style }: AsciiRun): number {
  if (screen.pendingWrap) leaveEdge(screen);
  const row = screen.row;
  const { codes, styles } = row;
  const edge = printEdge(screen);
  let { x } = screen;
  const start = x;
  const end = Math.min(edge, x + to - at);
  if (row.hasWide || row.clusters !== undefined) row.release(start, end, style);
  let next = at;
  while (x < end) {
    codes[x] = bytes[next] ?? 0;
    styles[x] = style;
    x += 1;
    next += 1;
  }
  if (x > row.used) row.used = x;
  if (x < edge) screen.x = x;
  else stopAtEdge(screen, edge);
  return next;
}

interface CodeRun {
  readonly at: number;
  readonly to: number;
}

/**
 * Fills the row up to its edge or to a code point without width; returns the place of the first one
 * that was left. Where wide characters or clusters may be in the way, nothing is done.
 */
function printCodesInRow(screen: Screen, codes: Uint32Array, { at, to }: CodeRun): number {
  const { row } = screen;
  let { x } = screen;
  const isInTheWay = x < row.used && (row.hasWide || row.clusters !== undefined);
  if (screen.pendingWrap || isInTheWay) return at;
  const style = screen.pen.style(screen.styles);
  const edge = printEdge(screen);
  let next = at;
  while (next < to) {
    const code = codes[next] ?? 0;
    const width = widthOf(code);
    if (width === 0 || x + width >= edge) break;
    row.codes[x] = code;
    row.styles[x] = style;
    if (width === 2) {
      row.codes[x + 1] = wideTail;
      row.styles[x + 1] = style;
      row.hasWide = true;
    }
    x += width;
    next += 1;
  }
  if (next === at) return at;
  screen.lastPrinted = codes[next - 1] ?? 0;
  screen.x = x;
  if (x > row.used) row.used = x;
  return next;
}

/** The column after the last one that can be printed to from here. */
function printEdge(screen: Screen): number {
  return screen.x > screen.right ? screen.columns : screen.right + 1;
}

function stopAtEdge(screen: Screen, edge: number): void {
  screen.x = edge - 1;
  screen.pendingWrap = true;
}

/** Without DECAWM the last column is printed to again and again. */
function leaveEdge(screen: Screen): void {
  if (screen.modes.autoWrap) wrap(screen);
  else screen.pendingWrap = false;
}

function wrap(screen: Screen): void {
  screen.pendingWrap = false;
  if (!screen.hasColumnMargins) screen.row.wraps = true;
  index(screen);
  screen.x = screen.x < screen.left ? 0 : screen.left;
}

function place(screen: Screen, code: number, width: number): void {
  const style = screen.pen.style(screen.styles);
  if (screen.pendingWrap) leaveEdge(screen);
  let edge = printEdge(screen);
  if (screen.x + width > edge) {
    if (!makeRoom(screen, style, edge)) return;
    edge = printEdge(screen);
    if (screen.x + width > edge) return;
  }
  const { row, x } = screen;
  const end = x + width;
  if (screen.modes.insert) insertGap(screen, row, Math.min(width, edge - x));
  row.release(x, end, style);
  row.codes[x] = code;
  row.styles[x] = style;
  if (width === 2) {
    row.codes[x + 1] = wideTail;
    row.styles[x + 1] = style;
    row.hasWide = true;
  }
  if (end > row.used) row.used = end;
  if (end < edge) screen.x = end;
  else stopAtEdge(screen, edge);
}

/** A wide character has only one column left: it goes to the next row, or nowhere. */
function makeRoom(screen: Screen, style: number, edge: number): boolean {
  if (!screen.modes.autoWrap) return false;
  const { row, x } = screen;
  row.erase(x, edge, style);
  row.codes.fill(wrapGap, x, edge);
  row.used = Math.max(row.used, edge);
  wrap(screen);
  return true;
}

function insertGap(screen: Screen, row: Row, width: number): void {
  const edge = printEdge(screen);
  const { x } = screen;
  if (edge - x <= width) row.erase(x, edge, screen.blank);
  else row.shift({ from: x, to: edge - width, offset: width, style: screen.blank });
}

/** The column of the cell before the cursor, -1 at the left edge. */
function lastColumn(screen: Screen): number {
  return screen.pendingWrap ? screen.x : screen.x - 1;
}

/** Adds a code point of no width to the character before the cursor, if there is one. */
function attach(screen: Screen, code: number): void {
  const { row } = screen;
  let column = lastColumn(screen);
  if (row.codes[column] === wideTail) column -= 1;
  if (column < 0) return;
  if (isBlank(row, column)) row.codes[column] = 0x20;
  appendTo(row, column, code);
}

function isBlank(row: Row, column: number): boolean {
  if (column >= row.used) row.used = column + 1;
  const code = row.codes[column];
  return code === 0 || code === wrapGap;
}

function appendTo(row: Row, column: number, code: number): void {
  const rest = row.clusters?.get(column) ?? [];
  if (rest.length < LONGEST_CLUSTER) row.join(column, [...rest, code]);
}

/** In mode 2027: whether the code point became a part of the cluster printed last. */
function extendsCluster(screen: Screen, code: number, width: number): boolean {
  const before = screen.clusterState;
  screen.clusterState = nextClusterState(before, code);
  if (before === noCluster || !joinsCluster(screen.clusterState)) return false;
  attach(screen, code);
  const isFlag = code >= 0x1f1e6 && code <= 0x1f1ff;
  if (width === 2 || code === EMOJI_PRESENTATION || isFlag) widenLast(screen, code);
  return true;
}

/** Gives the character before the cursor two cells, in the next row if need be. */
function widenLast(screen: Screen, because: number): void {
  const { row } = screen;
  const column = lastColumn(screen);
  const code = row.codes[column] ?? 0;
  if (column < 0 || code === wideTail) return;
  if (because === EMOJI_PRESENTATION && !canBeEmoji(code)) return;
  const rest = row.clusters?.get(column) ?? [];
  screen.x = column;
  screen.pendingWrap = false;
  place(screen, code, 2);
  const first = lastColumn(screen) - 1;
  if (screen.row.codes[first] === code) screen.row.join(first, rest);
}

/** Digits, "#" and "*" stay narrow until their keycap: only pictographs have an emoji form. */
function canBeEmoji(code: number): boolean {
  return nextClusterState(noCluster, code) === nextClusterState(noCluster, 0xa9);
}
