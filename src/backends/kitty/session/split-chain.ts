import type { LayoutNode } from '../../../model/layout-node.ts';

/** Where each pane opens, for kitty before 0.36: a line splits the pane of the line before it. */
export interface SplitChain {
  readonly places: ReadonlyMap<string, Place>;
  /** What of the tree no chain of lines can say. */
  readonly lost: readonly string[];
}

/** How a line places its pane; `overlay` lays it over the one before. */
export type Place = 'vsplit' | 'hsplit' | 'overlay';

/**
 * The places of all panes but the first.
 * @param covers panes that lie over the one before them
 */
export function splitChain(
  layout: LayoutNode,
  { isSplits, covers }: { readonly isSplits: boolean; readonly covers: ReadonlySet<string> },
): SplitChain {
  const places = new Map<string, Place>([...covers].map((pane) => [pane, 'overlay']));
  const lost = new Set<string>();
  const visit = (node: LayoutNode, place: Place | undefined): void => {
    if (node.type === 'leaf') {
      if (place !== undefined && !covers.has(node.pane)) places.set(node.pane, place);
    } else if (node.type === 'host-layout') visit(node.fallback, place);
    else if (node.type === 'stack') for (const child of node.children) visit(child, place);
    else if (node.type === 'split') {
      for (const what of beyondChain(node)) lost.add(what);
      const own = node.axis === 'row' ? 'vsplit' : 'hsplit';
      for (const [at, child] of node.children.entries()) visit(child, at === 0 ? place : own);
    }
  };
  // Only the splits layout has places for panes.
  if (isSplits) visit(layout, undefined);
  return { places, lost: [...lost] };
}

/** Each line halves the pane before it: only what is on the far side of a split can be split on. */
function beyondChain({
  children,
  sizes,
}: Extract<LayoutNode, { type: 'split' }>): readonly string[] {
  const halves = children.map((_, at) => 0.5 ** Math.min(at + 1, children.length - 1));
  const isHalved = sizes.every((size, at) => Math.abs(size - (halves[at] ?? 0)) < 0.005);
  const isChain = children.slice(0, -1).every(({ type }) => type === 'leaf' || type === 'stack');
  return [
    ...(isChain ? [] : ['how its splits are nested']),
    ...(isHalved ? [] : ['the sizes of its splits']),
  ];
}
