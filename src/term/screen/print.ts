import { widthOf } from '../unicode/code-points.ts';
import { nextClusterState, noCluster } from '../unicode/graphemes.ts';
import { extendsCluster } from './extend-cluster.ts';
import { attach, leaveEdge, place, printEdge, stopAtEdge } from './place.ts';
import { wideTail } from './row.ts';
import type { Screen } from './screen.ts';

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
  while (at < to) at = printAsciiInRow(screen, bytes, { at, to });
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

/** Fills the row up to its edge and returns the place of the first byte that was left. */
function printAsciiInRow(screen: Screen, bytes: Uint8Array, { at, to }: CodeRun): number {
  if (screen.pendingWrap) leaveEdge(screen);
  const style = screen.pen.style(screen.styles);
  const { row, x: start } = screen;
  const { codes, styles } = row;
  const edge = printEdge(screen);
  const end = Math.min(edge, start + to - at);
  if (row.hasWide || row.clusters !== undefined) row.release(start, end, style);
  for (let x = start, next = at; x < end; x += 1, next += 1) {
    codes[x] = bytes[next] ?? 0;
    styles[x] = style;
  }
  row.touch(start, end);
  if (end > row.used) row.used = end;
  if (end < edge) screen.x = end;
  else stopAtEdge(screen, edge);
  return at + end - start;
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
  const { codes: cells, styles } = row;
  let { hasWide } = row;
  let next = at;
  while (next < to) {
    const code = codes[next] ?? 0;
    const width = widthOf(code);
    if (width === 0 || x + width >= edge) break;
    cells[x] = code;
    styles[x] = style;
    if (width === 2) {
      cells[x + 1] = wideTail;
      styles[x + 1] = style;
      hasWide = true;
    }
    x += width;
    next += 1;
  }
  if (next === at) return at;
  row.touch(screen.x, x);
  row.hasWide = hasWide;
  screen.lastPrinted = codes[next - 1] ?? 0;
  screen.x = x;
  if (x > row.used) row.used = x;
  return next;
}
