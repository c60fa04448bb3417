import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tab } from '../../model/checkpoint.ts';
import type { LayoutNode, PaneRect } from '../../model/layout-node.ts';
import { treeFromRectangles } from '../../model/layout-tree.ts';
import { carve, rectanglesIn, type Shape } from '../../model/testing/carved-area.ts';
import { firstPane, planLayout, splitRounds } from './layout-plan.ts';
import { layoutTree, paneNumbers, parseLayout, printLayout } from './layout-string.ts';

const SIZE = { cols: 211, rows: 60 };
const AREA = { x: 0, y: 0, w: SIZE.cols, h: SIZE.rows };
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    parts: fc.oneof(
      { maxDepth: 4 },
      fc.constant([]),
      fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), shape: tie('shape') }), {
        minLength: 2,
        maxLength: 4,
      }),
    ),
  }),
}));
const cell = shape.map((own) => carve(own, AREA));
const nameOf = (number: number): string => `pane ${number}`;

function tabWith(layout: LayoutNode): Tab {
  return { ref: '@1', name: 'tab', isNamedByUser: true, size: SIZE, layout };
}

/** Cuts panes as split-window does, and checks that every pane to cut was there in time. */
function cutPanes(plan: ReturnType<typeof planLayout>): readonly PaneRect[] {
  const first = firstPane(plan.root);
  const panes = new Map<string, PaneRect>([[first, { pane: first, ...AREA }]]);
  for (const round of splitRounds(plan.root)) {
    const standing = new Set(panes.keys());
    for (const { target, axis, pane, cells } of round) {
      expect(standing).toContain(target);
      const old = panes.get(target)!;
      const isRow = axis === 'row';
      const left = (isRow ? old.w : old.h) - cells - 1;
      expect(left).toBeGreaterThan(0);
      panes.set(target, isRow ? { ...old, w: left } : { ...old, h: left });
      panes.set(
        pane,
        isRow
          ? { ...old, pane, x: old.x + left + 1, w: cells }
          : { ...old, pane, y: old.y + left + 1, h: cells },
      );
    }
  }
  return byName([...panes.values()]);
}

function byName(rects: readonly PaneRect[]): readonly PaneRect[] {
  return rects.toSorted((a, b) => (a.pane < b.pane ? -1 : 1));
}

test('the splits of a plan cut a window into the very rectangles that were saved', () => {
  fc.assert(
    fc.property(cell, (own) => {
      const plan = planLayout(tabWith(layoutTree(own, nameOf)));
      expect(cutPanes(plan)).toEqual(byName(rectanglesIn(own)));
    }),
  );
});

test('the string for select-layout, made from a tree, is the one that tmux would print', () => {
  fc.assert(
    fc.property(cell, (own) => {
      expect(planLayout(tabWith(layoutTree(own, nameOf))).state).toBe(printLayout(own));
    }),
  );
});

test("tmux's own string is used as it is, whatever its numbers were", () => {
  fc.assert(
    fc.property(cell, (own) => {
      const state = printLayout(own).replace(/^..../, 'beef');
      const panes = paneNumbers(own).map(nameOf);
      const fallback: LayoutNode = { type: 'leaf', pane: 'never looked at' };
      const layout = { type: 'host-layout', host: 'tmux', state, panes, fallback } as const;
      const plan = planLayout(tabWith(layout));
      expect(plan.state).toBe(state);
      expect(cutPanes(plan)).toEqual(byName(rectanglesIn(own)));
    }),
  );
});

test.each([
  ['of another host', 'kitty', 'splits'],
  ['that cannot be read', 'tmux', 'spoilt'],
  ['for another number of panes', 'tmux', 'af62,211x60,0,0,5'],
])('the tree stands in for a string %s', (_, host, state) => {
  const fallback = treeFromRectangles(
    [
      { pane: 'a', x: 0, y: 0, w: 100, h: 60 },
      { pane: 'b', x: 101, y: 0, w: 110, h: 60 },
    ],
    1,
  );
  const plan = planLayout(
    tabWith({ type: 'host-layout', host, state, panes: ['a', 'b'], fallback }),
  );
  expect(parseLayout(plan.state)).toMatchObject({ type: 'row', cells: [{ w: 100 }, { w: 110 }] });
});

test('what tmux has no word for becomes a row of equal panes', () => {
  const leaves = ['a', 'b', 'c'].map((pane) => ({ type: 'leaf' as const, pane }));
  const overlapping = ['a', 'b', 'c'].map((pane) => ({ pane, x: 0, y: 0, w: 9, h: 9 }));
  const plans = [
    planLayout(tabWith({ type: 'stack', active: 2, children: leaves })),
    planLayout(tabWith({ type: 'free', rects: overlapping })),
  ];
  for (const plan of plans) {
    expect(plan.root).toMatchObject({ type: 'row', cells: [{ w: 70 }, { w: 70 }, { w: 69 }] });
  }
});

test('rectangles that stand free but can be cut are cut as they stand', () => {
  fc.assert(
    fc.property(cell, (own) => {
      const rects = rectanglesIn(own);
      expect(cutPanes(planLayout(tabWith({ type: 'free', rects })))).toEqual(byName(rects));
    }),
  );
});
