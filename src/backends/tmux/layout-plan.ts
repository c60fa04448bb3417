import type { Tab } from '../../model/checkpoint.ts';
import type { LayoutNode } from '../../model/layout-node.ts';
import { panesOf, rectanglesOf, treeFromRectangles } from '../../model/layout-tree.ts';
import { type LayoutCell, parseLayout, paneNumbers, printLayout } from './layout-string.ts';

/** A cell of a layout whose panes are stable ids instead of tmux's numbers. */
export type PlannedCell = { readonly w: number; readonly h: number } & (
  | { readonly type: 'pane'; readonly pane: string }
  | { readonly type: 'row' | 'column'; readonly cells: readonly PlannedCell[] }
);

/** How a tab is to be laid out: its cells, and the string that select-layout takes. */
export interface LayoutPlan {
  readonly root: PlannedCell;
  readonly state: string;
}

/** tmux draws one line between neighbours. */
const GAP = 1;

/** tmux's own string when the checkpoint has one that fits, else one made from the tree. */
export function planLayout({ layout, size }: Tab): LayoutPlan {
  const own =
    layout.type === 'host-layout' && layout.host === 'tmux' ? parseLayout(layout.state) : undefined;
  if (own !== undefined && layout.type === 'host-layout') {
    const numbers = paneNumbers(own);
    if (numbers.length === layout.panes.length) {
      const idOf = new Map(numbers.map((number, index) => [number, layout.panes[index] ?? '']));
      return { root: planned(own, (number) => idOf.get(number) ?? ''), state: layout.state };
    }
  }
  const panes = panesOf(layout);
  const cell = cellOf(asSplits(layout), { x: 0, y: 0, w: size.cols, h: size.rows }, panes);
  return { root: planned(cell, (number) => panes[number] ?? ''), state: printLayout(cell) };
}

/** One split: the pane to cut, which way, and the pane that appears with how many cells. */
export interface Split {
  readonly target: string;
  readonly axis: 'row' | 'column';
  readonly pane: string;
  readonly cells: number;
}

/**
 * The splits that build a layout at its final sizes, in rounds: a round only cuts panes that the
 * rounds before it made. In a row the last child is cut off first, always from the first pane,
 * so that tmux keeps the panes in reading order and flattens the row as it was.
 */
export function splitRounds(root: PlannedCell): readonly (readonly Split[])[] {
  const rounds: Split[][] = [];
  const visit = (cell: PlannedCell, depth: number): void => {
    if (cell.type === 'pane') return;
    const { type: axis } = cell;
    const round = (rounds[depth] ??= []);
    const [first, ...others] = cell.cells;
    if (first === undefined) return;
    for (const child of others.toReversed()) {
      const cells = axis === 'row' ? child.w : child.h;
      round.push({ target: firstPane(first), axis, pane: firstPane(child), cells });
    }
    for (const child of cell.cells) visit(child, depth + 1);
  };
  visit(root, 0);
  return rounds;
}

/** The pane at the top left of a cell. */
export function firstPane(cell: PlannedCell): string {
  if (cell.type === 'pane') return cell.pane;
  const [first] = cell.cells;
  return first === undefined ? '' : firstPane(first);
}

function planned(cell: LayoutCell, idOf: (number: number) => string): PlannedCell {
  const { w, h } = cell;
  return cell.type === 'pane'
    ? { w, h, type: 'pane', pane: idOf(cell.number) }
    : { w, h, type: cell.type, cells: cell.cells.map((child) => planned(child, idOf)) };
}

interface Slot {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Lays a tree of splits out in cells; the panes are numbered in reading order. */
function cellOf(node: LayoutNode, slot: Slot, panes: readonly string[]): LayoutCell {
  if (node.type !== 'split') {
    return { ...slot, type: 'pane', number: panes.indexOf(panesOf(node)[0] ?? '') };
  }
  const leaves = node.children.map(
    (child, index) => ({ type: 'leaf', pane: `${index}`, child }) as const,
  );
  const flat: LayoutNode = { ...node, children: leaves.map(({ type, pane }) => ({ type, pane })) };
  const slots = rectanglesOf(flat, slot, GAP);
  const cells = leaves.flatMap(({ child }, index) => {
    const own = slots[index];
    return own === undefined
      ? []
      : [cellOf(child, { x: own.x, y: own.y, w: own.w, h: own.h }, panes)];
  });
  return { ...slot, type: node.axis, cells };
}

/** What tmux has no word for (stacks, free placement) becomes a row of equal shares. */
function asSplits(node: LayoutNode): LayoutNode {
  switch (node.type) {
    case 'leaf':
      return node;
    case 'host-layout':
      return asSplits(node.fallback);
    case 'split':
      return { ...node, children: node.children.map(asSplits) };
    case 'free': {
      const tree = treeFromRectangles(node.rects, GAP);
      return tree.type === 'free' ? evenRow(panesOf(node)) : tree;
    }
    case 'stack':
      return evenRow(panesOf(node));
  }
}

function evenRow(panes: readonly string[]): LayoutNode {
  const [only] = panes;
  if (panes.length === 1 && only !== undefined) return { type: 'leaf', pane: only };
  return {
    type: 'split',
    axis: 'row',
    sizes: panes.map(() => 1 / panes.length),
    children: panes.map((pane) => ({ type: 'leaf', pane })),
  };
}
