import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayoutNode, PaneRect } from './layout-node.ts';
import { boundsOf, panesOf, pruneLayout, rectanglesOf, treeFromRectangles } from './layout-tree.ts';
import { carve, rectanglesIn, type Shape } from './testing/carved-area.ts';

const AREA = { x: 0, y: 0, w: 211, h: 60 };

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    parts: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant([]),
      fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), shape: tie('shape') }), {
        minLength: 2,
        maxLength: 4,
      }),
    ),
  }),
}));
const rectangles = shape.map((own) => rectanglesIn(carve(own, AREA)));

const leaf = (pane: string): LayoutNode => ({ type: 'leaf', pane });
const { tree: shaped } = fc.letrec<{ tree: LayoutNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(leaf('')),
    fc
      .tuple(
        fc.constantFrom('row', 'column'),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), tie('tree')), {
          minLength: 2,
          maxLength: 3,
        }),
      )
      .map(([axis, parts]) => splitOf(axis, parts)),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((children) => ({
      type: 'stack' as const,
      active: 0,
      children,
    })),
  ),
}));

/** A pane stands in a layout once. */
const tree = shaped.map((node) => {
  let panes = 0;
  const named = (own: LayoutNode): LayoutNode => {
    if (own.type === 'leaf') return leaf(`p${(panes += 1)}`);
    if (own.type !== 'split' && own.type !== 'stack') return own;
    return { ...own, children: own.children.map(named) };
  };
  return named(node);
});

function splitOf(
  axis: 'row' | 'column',
  parts: readonly (readonly [number, LayoutNode])[],
): LayoutNode {
  const total = parts.reduce((sum, [weight]) => sum + weight, 0);
  const sizes = parts.map(([weight]) => weight / total);
  return { type: 'split', axis, sizes, children: parts.map(([, child]) => child) };
}

test('a tree found behind rectangles lays out to those very rectangles', () => {
  fc.assert(
    fc.property(rectangles, (rects) => {
      const found = treeFromRectangles(rects, 1);
      expect(byName(rectanglesOf(found, AREA, 1))).toEqual(byName(rects));
    }),
  );
});

test('the order in which the panes are listed makes no difference', () => {
  fc.assert(
    fc.property(rectangles, fc.infiniteStream(fc.nat()), (rects, chance) => {
      const shuffled = rects
        .map((rect) => ({ rect, key: Number(chance.next().value) }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ rect }) => rect);
      expect(treeFromRectangles(shuffled, 1)).toEqual(treeFromRectangles(rects, 1));
    }),
  );
});

test('any tree fills its area: nothing overlaps, and only the lines between are left', () => {
  fc.assert(
    fc.property(tree.filter(hasNoStack), (own) => {
      const area = { x: 3, y: 5, w: 5000, h: 4000 };
      const rects = rectanglesOf(own, area, 1);
      expect(rects.map(({ pane }) => pane)).toEqual(panesOf(own));
      expect(boundsOf(rects)).toEqual(area);
      expect(overlaps(rects)).toEqual([]);
      expect(cellsOf(rects) + linesOf(own, area)).toBe(area.w * area.h);
    }),
  );
});

test('a share under one cell has one, and the area is filled all the same', () => {
  const split = splitOf('row', [
    [1, leaf('a')],
    [8, leaf('b')],
    [1, leaf('c')],
  ]);
  const widths = rectanglesOf(split, { x: 0, y: 0, w: 7, h: 1 }, 1).map(({ w }) => w);
  expect(widths).toEqual([1, 3, 1]);
});

test('every child of a stack has the whole area', () => {
  const stack: LayoutNode = { type: 'stack', active: 1, children: [leaf('a'), leaf('b')] };
  expect(rectanglesOf(stack, AREA, 1)).toEqual([
    { pane: 'a', ...AREA },
    { pane: 'b', ...AREA },
  ]);
});

test('a layout in the words of a host is laid out by its tree', () => {
  const fallback = splitOf('row', [
    [1, leaf('a')],
    [1, leaf('b')],
  ]);
  const own: LayoutNode = {
    type: 'host-layout',
    host: 'x',
    state: '',
    panes: ['a', 'b'],
    fallback,
  };
  expect(rectanglesOf(own, AREA, 1)).toEqual(rectanglesOf(fallback, AREA, 1));
});

test('panes that interlock, or overlap, stand free', () => {
  const pinwheel: readonly PaneRect[] = [
    { pane: 'a', x: 0, y: 0, w: 20, h: 10 },
    { pane: 'b', x: 21, y: 0, w: 10, h: 20 },
    { pane: 'c', x: 11, y: 21, w: 20, h: 10 },
    { pane: 'd', x: 0, y: 11, w: 10, h: 20 },
    { pane: 'e', x: 11, y: 11, w: 9, h: 9 },
  ];
  const overlapping = pinwheel.slice(0, 2).map((rect) => ({ ...rect, x: 0 }));
  expect(treeFromRectangles(pinwheel, 1)).toEqual({ type: 'free', rects: pinwheel });
  expect(treeFromRectangles(overlapping, 1)).toEqual({ type: 'free', rects: overlapping });
  expect(rectanglesOf({ type: 'free', rects: pinwheel }, AREA, 1)).toEqual(pinwheel);
});

test('a layout without some panes keeps the others, in order, and its sizes sum to one', () => {
  fc.assert(
    fc.property(tree, fc.func(fc.boolean()), (own, isKept) => {
      const kept = panesOf(own).filter((pane) => isKept(pane));
      const pruned = pruneLayout(own, (pane) => isKept(pane));
      expect(pruned === undefined ? [] : panesOf(pruned)).toEqual(kept);
      expect(pruned === undefined ? [] : sumsOf(pruned)).toSatisfy((sums: readonly number[]) =>
        sums.every((sum) => Math.abs(sum - 1) < 1e-9),
      );
    }),
  );
});

test('a layout that keeps all its panes is as it was', () => {
  fc.assert(
    fc.property(tree.filter(hasNoStack), (own) => {
      const pruned = pruneLayout(own, () => true);
      expect(pruned && rectanglesOf(pruned, AREA, 1)).toEqual(rectanglesOf(own, AREA, 1));
    }),
  );
});

test("the host's own words go with the first pane that is left out", () => {
  const fallback = splitOf('column', [
    [1, leaf('a')],
    [2, leaf('b')],
    [1, leaf('c')],
  ]);
  const panes = ['a', 'b', 'c'];
  const own: LayoutNode = { type: 'host-layout', host: 'x', state: 'as it was', panes, fallback };
  expect(pruneLayout(own, () => true)).toBe(own);
  expect(pruneLayout(own, (pane) => pane !== 'b')).toEqual(
    splitOf('column', [
      [1, leaf('a')],
      [1, leaf('c')],
    ]),
  );
});

function byName(rects: readonly PaneRect[]): readonly PaneRect[] {
  return rects.toSorted((a, b) => (a.pane < b.pane ? -1 : 1));
}

function hasNoStack(node: LayoutNode): boolean {
  return node.type === 'split' ? node.children.every(hasNoStack) : node.type === 'leaf';
}

function overlaps(rects: readonly PaneRect[]): readonly string[] {
  return rects.flatMap((a, index) =>
    rects
      .slice(index + 1)
      .filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
      .map((b) => `${a.pane} and ${b.pane}`),
  );
}

function cellsOf(rects: readonly PaneRect[]): number {
  return rects.reduce((sum, { w, h }) => sum + w * h, 0);
}

/** The cells that the lines between neighbours take. */
function linesOf(node: LayoutNode, area: Omit<PaneRect, 'pane'>): number {
  if (node.type !== 'split') return 0;
  const isRow = node.axis === 'row';
  const own = (node.children.length - 1) * (isRow ? area.h : area.w);
  return node.children.reduce((sum, child) => {
    const inner = boundsOf(
      rectanglesOf(node, area, 1).filter(({ pane }) => panesOf(child).includes(pane)),
    );
    return sum + linesOf(child, inner);
  }, own);
}

function sumsOf(node: LayoutNode): readonly number[] {
  if (node.type === 'split') {
    return [node.sizes.reduce((sum, size) => sum + size, 0), ...node.children.flatMap(sumsOf)];
  }
  return node.type === 'stack' ? node.children.flatMap(sumsOf) : [];
}
