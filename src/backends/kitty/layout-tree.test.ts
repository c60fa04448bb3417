import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { panesOf } from '../../model/layout-tree.ts';
import type { Tab } from '../../model/checkpoint.ts';
import type { PairSide } from './kitty-facts.ts';
import { describeLayout } from './layout-tree.ts';
import { tabSpec } from './tab-spec.ts';

const pairs = fc.letrec<{ side: PairSide }>((tie) => ({
  side: fc.oneof(
    { maxDepth: 4 },
    fc.constant(0),
    fc.record({
      horizontal: fc.boolean(),
      bias: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      one: tie('side'),
      two: tie('side'),
    }),
  ),
})).side;

/** Numbers the leaves from left to right. */
function numbered(side: PairSide, next: { at: number }): PairSide {
  if (side === null || typeof side === 'number') {
    next.at += 1;
    return next.at - 1;
  }
  const one = numbered(side.one, next);
  return { ...side, one, two: numbered(side.two, next) };
}

test('a tree of splits comes back to the last digit', () => {
  fc.assert(
    fc.property(pairs, (made) => {
      const next = { at: 0 };
      const side = numbered(made, next);
      if (side === null || typeof side === 'number') return;
      const groups = Array.from({ length: next.at }, (_, at) => [at + 1]);
      const layouts = { splits: { pairs: side } };
      const order = { groups, activeGroup: 0, groupHistory: [] };
      const layout = describeLayout({ layout: 'splits', layouts, ...order }, idOf);
      expect(panesOf(layout)).toHaveLength(next.at);
      const options = { layout: 'splits', layouts: JSON.stringify(layouts) };
      const spec = tabSpec('t_0000000000000001', tabWith(layout, options));
      expect(spec.layouts['splits']?.pairs).toEqual(side);
      expect(spec.groups).toEqual(groups.map((_, at) => [at]));
    }),
  );
});

test('when a pane is left out, the splits of the others keep their shares', () => {
  const options = {
    layout: 'splits',
    layouts: JSON.stringify({ splits: { pairs: { horizontal: true, bias: 0.5, one: 0, two: 1 } } }),
  };
  const layout = {
    type: 'split',
    axis: 'row',
    sizes: [0.25, 0.75],
    children: [
      { type: 'leaf', pane: idOf(1) },
      { type: 'leaf', pane: idOf(2) },
    ],
  } as const;
  const spec = tabSpec('t_0000000000000001', tabWith(layout, options));
  expect(spec.layouts['splits']?.pairs).toEqual({ horizontal: true, bias: 0.25, one: 0, two: 1 });
});

function idOf(ref: number): string {
  return `p_${String(ref).padStart(16, '0')}`;
}

function tabWith(layout: Tab['layout'], options: Readonly<Record<string, string>>): Tab {
  return {
    ref: '1',
    name: 'tab',
    isNamedByUser: false,
    size: { cols: 80, rows: 24 },
    layout,
    settings: { options: { ...options }, hooks: {}, environment: [] },
  };
}
