import type { LayoutNode, PaneRect, SplitNode } from './layout-node.ts';

/** The area that a tree is laid out in, in cells. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The panes of a layout in reading order. */
export function panesOf(node: LayoutNode): readonly string[] {
  if (node.type === 'leaf') return [node.pane];
  if (node.type === 'free') return node.rects.map(({ pane }) => pane);
  if (node.type === 'host-layout') return node.panes;
  return node.children.flatMap(panesOf);
}

/**
 * Lays a tree out in whole cells. `gap` is the width of the line between neighbours (tmux: 1).
 * Shares are rounded so that they fill the area exactly.
 */
export function rectanglesOf(node: LayoutNode, area: Area, gap: number): readonly PaneRect[] {
  switch (node.type) {
    case 'leaf':
      return [{ pane: node.pane, ...area }];
    case 'free':
      return node.rects;
    case 'stack':
      return node.children.flatMap((child) => rectanglesOf(child, area, gap));
    case 'host-layout':
      return rectanglesOf(node.fallback, area, gap);
    case 'split':
      return rectanglesOfSplit(node, area, gap);
  }
}

/**
 * Finds the tree of straight cuts behind a set of rectangles; `free` when there is none
 * (overlapping or interlocked panes). The inverse of `rectanglesOf` for trees of whole cells.
 */
export function treeFromRectangles(rects: readonly PaneRect[], gap: number): LayoutNode {
  return cut(rects, gap) ?? { type: 'free', rects };
}

/** The smallest area that holds all rectangles. */
export function boundsOf(rects: readonly PaneRect[]): Area {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.w));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.h));
  return { x, y, w: right - x, h: bottom - y };
}

function rectanglesOfSplit(node: SplitNode, area: Area, gap: number): readonly PaneRect[] {
  const isRow = node.axis === 'row';
  const length = (isRow ? area.w : area.h) - gap * (node.children.length - 1);
  let offset = isRow ? area.x : area.y;
  return apportion(node.sizes, length).flatMap((cells, index) => {
    const child = node.children[index];
    const slot = isRow ? { ...area, x: offset, w: cells } : { ...area, y: offset, h: cells };
    offset += cells + gap;
    return child === undefined ? [] : rectanglesOf(child, slot, gap);
  });
}

/**
 * Largest remainder: all of them fill `length`, and every share is within one cell of exact, but
 * that a share under one cell has one, at the cost of the widest.
 */
function apportion(sizes: readonly number[], length: number): readonly number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size / total) * length);
  // Millionths absorb the error of storing whole cells as fractions, here and in a tie below.
  const whole = exact.map((share) => Math.floor(share + 1e-6));
  const cells = whole.map((share) => Math.max(1, share));
  const rests = exact.map((share, index) => Math.round((share - (whole[index] ?? 0)) * 1e6));
  const order = [...cells.keys()].toSorted((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0));
  let missing = length - cells.reduce((sum, share) => sum + share, 0);
  for (const index of order) {
    if (missing <= 0) break;
    cells[index] = (cells[index] ?? 0) + 1;
    missing -= 1;
  }
  for (; missing < 0; missing += 1) {
    const widest = Math.max(...cells);
    if (widest === 1) break;
    cells[cells.indexOf(widest)] = widest - 1;
  }
  return cells;
}

function cut(rects: readonly PaneRect[], gap: number): LayoutNode | undefined {
  const [only, ...others] = rects;
  if (only === undefined) return undefined;
  if (others.length === 0) return { type: 'leaf', pane: only.pane };
  return cutAlong('row', rects, gap) ?? cutAlong('column', rects, gap);
}

function cutAlong(
  axis: 'row' | 'column',
  rects: readonly PaneRect[],
  gap: number,
): SplitNode | undefined {
  const start = (rect: Area): number => (axis === 'row' ? rect.x : rect.y);
  const length = (rect: Area): number => (axis === 'row' ? rect.w : rect.h);
  const groups: PaneRect[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const rect of rects.toSorted((a, b) => start(a) - start(b))) {
    if (start(rect) >= end + gap) groups.push([]);
    groups.at(-1)?.push(rect);
    end = Math.max(end, start(rect) + length(rect));
  }
  if (groups.length < 2) return undefined;
  const lengths = groups.map((group) => length(boundsOf(group)));
  const total = lengths.reduce((sum, cells) => sum + cells, 0);
  const children = groups.map((group) => cut(group, gap));
  if (!children.every((child) => child !== undefined)) return undefined;
  return { type: 'split', axis, sizes: lengths.map((cells) => cells / total), children };
}

/** The layout without the panes that are not to be shown; undefined when none is left. */
export function pruneLayout(
  node: LayoutNode,
  isKept: (pane: string) => boolean,
): LayoutNode | undefined {
  switch (node.type) {
    case 'leaf':
      return isKept(node.pane) ? node : undefined;
    case 'host-layout':
      return node.panes.every(isKept) ? node : pruneLayout(node.fallback, isKept);
    case 'free': {
      const rects = node.rects.filter(({ pane }) => isKept(pane));
      return rects.length === 0 ? undefined : { ...node, rects };
    }
    case 'stack': {
      const children = node.children.flatMap((child) => pruneLayout(child, isKept) ?? []);
      return children.length === 0 ? undefined : { ...node, active: 0, children };
    }
    case 'split':
      return pruneSplit(node, isKept);
  }
}

function pruneSplit(node: SplitNode, isKept: (pane: string) => boolean): LayoutNode | undefined {
  const kept = node.children.flatMap((child, index) => {
    const pruned = pruneLayout(child, isKept);
    return pruned === undefined ? [] : [{ child: pruned, size: node.sizes[index] ?? 0 }];
  });
  const [only] = kept;
  if (only === undefined || kept.length === 1) return only?.child;
  const total = kept.reduce((sum, { size }) => sum + size, 0);
  const sizes = kept.map(({ size }) => size / total);
  return { ...node, sizes, children: kept.map(({ child }) => child) };
}
