import * as z from 'zod';
import type { Tab } from '../../model/checkpoint.ts';
import type { LayoutNode } from '../../model/layout-node.ts';
import { panesOf } from '../../model/layout-tree.ts';
import { LayoutFacts, type PairFacts, type PairSide } from './kitty-facts.ts';
import { parseSetting } from './parse-setting.ts';

/** A tab's looks and layout, in the words of `kitty/stet_kitty/change.py`. */
export interface TabSpec {
  readonly mark: string;
  readonly name: string | null;
  readonly colors: Readonly<Record<string, number>>;
  readonly enabledLayouts: readonly string[];
  readonly layout: string | null;
  readonly lastLayout: string | null;
  readonly layouts: Readonly<Record<string, LayoutFacts>>;
  /** Places in the list of panes. */
  readonly groups: readonly (readonly number[])[];
  readonly activeGroup: number;
  readonly groupHistory: readonly number[];
}

const Order = z.object({
  groups: z.array(z.array(z.int().nonnegative()).min(1)).min(1),
  activeGroup: z.int(),
  groupHistory: z.array(z.int().nonnegative()),
});
const Layouts = z.record(z.string(), LayoutFacts);

/** Settles how a tab is laid out; one that lost panes keeps the shape of what is left. */
export function tabSpec(mark: string, tab: Tab): TabSpec {
  const { options = {} } = tab.settings ?? {};
  const panes = panesOf(tab.layout);
  const layouts = parseSetting(options['layouts'], Layouts) ?? {};
  const order =
    tab.layout.type === 'host-layout' ? parseSetting(tab.layout.state, Order) : undefined;
  const isWhole = order !== undefined && isOrderOf(order.groups, panes.length);
  return {
    mark,
    name: tab.isNamedByUser ? tab.name : null,
    colors: Object.fromEntries(
      TAB_COLORS.flatMap((name) =>
        options[name] === undefined ? [] : [[name, Number(options[name])] as const],
      ),
    ),
    enabledLayouts: (options['enabled_layouts'] ?? '').split('\n').filter(Boolean),
    layout: options['layout'] ?? null,
    lastLayout: options['last_layout'] ?? null,
    ...(isWhole
      ? { layouts, ...order }
      : { ...looseOrder(tab, panes), layouts: withTree(layouts, tab.layout, panes) }),
  };
}

const TAB_COLORS = ['active_fg', 'active_bg', 'inactive_fg', 'inactive_bg'];

function isOrderOf(groups: readonly (readonly number[])[], panes: number): boolean {
  const places = groups.flat().toSorted((a, b) => a - b);
  return places.length === panes && places.every((place, at) => place === at);
}

function looseOrder(
  { activePane, lastPane }: Tab,
  panes: readonly string[],
): Pick<TabSpec, 'groups' | 'activeGroup' | 'groupHistory'> {
  const active = activePane === undefined ? -1 : panes.indexOf(activePane);
  const last = lastPane === undefined ? -1 : panes.indexOf(lastPane);
  return {
    groups: panes.map((_, at) => [at]),
    activeGroup: Math.max(0, active),
    groupHistory: last < 0 ? [] : [last],
  };
}

/** Pairs of splits point at panes that may be gone: what is left of the tree makes them anew. */
function withTree(
  layouts: Readonly<Record<string, LayoutFacts>>,
  tree: LayoutNode,
  panes: readonly string[],
): Readonly<Record<string, LayoutFacts>> {
  return Object.fromEntries(
    Object.entries(layouts).map(([name, { pairs, ...state }]) => {
      const left = pairs === undefined ? null : pairOf(tree, panes);
      return [name, typeof left === 'object' && left !== null ? { ...state, pairs: left } : state];
    }),
  );
}

function pairOf(node: LayoutNode, panes: readonly string[]): PairSide {
  if (node.type === 'leaf') return panes.indexOf(node.pane);
  if (node.type !== 'split') return null;
  const sides = node.children.map((child) => pairOf(child, panes));
  return sides.every((side) => side !== null)
    ? joined(sides, node.sizes, node.axis === 'row')
    : null;
}

function joined(
  [one = null, ...rest]: readonly PairSide[],
  [size = 1, ...sizes]: readonly number[],
  horizontal: boolean,
): PairSide {
  if (rest.length === 0) return one;
  const left = sizes.reduce((sum, share) => sum + share, 0);
  const pair: PairFacts = {
    horizontal,
    bias: size / (size + left),
    one,
    two: joined(rest, sizes, horizontal),
  };
  return pair;
}
