import type { LayoutNode } from '../../model/layout-node.ts';
import type { LayoutFacts, PairSide, TabFacts } from './kitty-facts.ts';

/** What kitty knows about the order of a tab's panes; numbers are places in `groups`. */
export interface GroupOrder {
  /** Places in the list of panes; a group of several is a pane with overlays above it. */
  readonly groups: readonly (readonly number[])[];
  readonly activeGroup: number;
  readonly groupHistory: readonly number[];
}

/** A tab's layout: kitty's own words, and a tree for anyone who does not speak them. */
export function describeLayout(
  tab: Pick<TabFacts, 'layout' | 'layouts' | 'groups' | 'activeGroup' | 'groupHistory'>,
  idOf: (pane: number) => string,
): LayoutNode {
  const refs = tab.groups.flat();
  const order: GroupOrder = {
    groups: tab.groups.map((group) => group.map((ref) => refs.indexOf(ref))),
    activeGroup: tab.activeGroup,
    groupHistory: tab.groupHistory,
  };
  const shown = tab.groups.map((group): LayoutNode => {
    const leaves = group.map((ref): LayoutNode => ({ type: 'leaf', pane: idOf(ref) }));
    const [only] = leaves;
    return only !== undefined && leaves.length === 1
      ? only
      : { type: 'stack', active: leaves.length - 1, children: leaves };
  });
  return {
    type: 'host-layout',
    host: 'kitty',
    state: JSON.stringify(order),
    panes: refs.map(idOf),
    fallback: fallbackOf(tab, shown),
  };
}

function fallbackOf(
  { layout, layouts, activeGroup }: Pick<TabFacts, 'layout' | 'layouts' | 'activeGroup'>,
  shown: readonly LayoutNode[],
): LayoutNode {
  const [only] = shown;
  if (only !== undefined && shown.length === 1) return only;
  const state = layouts[layout] ?? {};
  const [name = ''] = layout.split(':');
  switch (name) {
    case 'splits':
      return splitsTree(state, shown);
    case 'tall':
      return mainTree('row', state, shown);
    case 'fat':
      return mainTree('column', state, shown);
    case 'vertical':
      return evenly('column', shown);
    case 'horizontal':
      return evenly('row', shown);
    case 'grid':
      return gridTree(shown);
    default:
      return { type: 'stack', active: Math.max(0, activeGroup), children: shown };
  }
}

/** Panes that the tree of pairs does not hold are beside it: kitty puts them there when it draws. */
function splitsTree({ pairs }: LayoutFacts, shown: readonly LayoutNode[]): LayoutNode {
  const placed = new Set<number>();
  const tree = pairTree(pairs ?? null, shown, placed);
  const others = shown.filter((_, at) => !placed.has(at));
  const parts = tree === undefined ? others : [tree, ...others];
  return evenly('row', parts);
}

function pairTree(
  side: PairSide,
  shown: readonly LayoutNode[],
  placed: Set<number>,
): LayoutNode | undefined {
  if (side === null) return undefined;
  if (typeof side === 'number') {
    placed.add(side);
    return shown[side];
  }
  const [one, two] = [pairTree(side.one, shown, placed), pairTree(side.two, shown, placed)];
  if (one === undefined || two === undefined) return one ?? two;
  const sizes = [side.bias, 1 - side.bias];
  return { type: 'split', axis: side.horizontal ? 'row' : 'column', sizes, children: [one, two] };
}

/** `full_size` panes along the whole side, the others stacked beside them. */
function mainTree(
  axis: 'row' | 'column',
  { full_size = 1, main_bias = [], mirrored = false }: LayoutFacts,
  shown: readonly LayoutNode[],
): LayoutNode {
  const main = shown.slice(0, full_size);
  const rest = shown.slice(full_size);
  const parts = rest.length === 0 ? main : [...main, evenly(crossOf(axis), rest)];
  const shares = parts.map((_, at) => Object.values(main_bias)[at] ?? 1 / parts.length);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const sizes = shares.map((share) => share / total);
  return splitOf(
    axis,
    mirrored ? sizes.toReversed() : sizes,
    mirrored ? parts.toReversed() : parts,
  );
}

/** kitty fills columns of equal length, the last of them with what is left over. */
function gridTree(shown: readonly LayoutNode[]): LayoutNode {
  const columns = Math.ceil(Math.sqrt(shown.length));
  const rows = Math.max(1, Math.floor(shown.length / columns));
  const starts = Array.from({ length: columns }, (_, at) => at * rows);
  const parts = starts.map((start, at) =>
    shown.slice(start, at === columns - 1 ? undefined : start + rows),
  );
  return evenly(
    'row',
    parts.filter(({ length }) => length > 0).map((part) => evenly('column', part)),
  );
}

function evenly(axis: 'row' | 'column', parts: readonly LayoutNode[]): LayoutNode {
  return splitOf(
    axis,
    parts.map(() => 1 / parts.length),
    parts,
  );
}

function splitOf(
  axis: 'row' | 'column',
  sizes: readonly number[],
  children: readonly LayoutNode[],
): LayoutNode {
  const [only] = children;
  return only !== undefined && children.length === 1
    ? only
    : { type: 'split', axis, sizes, children };
}

function crossOf(axis: 'row' | 'column'): 'row' | 'column' {
  return axis === 'row' ? 'column' : 'row';
}
