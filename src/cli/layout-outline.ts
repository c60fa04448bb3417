import { unreachable } from '../base/errors.ts';
import type { LayoutNode, SplitNode } from '../model/layout-node.ts';
import type { Branch } from './text/tree.ts';

/** How a layout arranges what is in it; empty for a single pane. */
export function layoutWord(node: LayoutNode): string {
  switch (node.type) {
    case 'leaf':
      return '';
    case 'split':
      return node.axis === 'row' ? 'side by side' : 'one above the other';
    case 'stack':
      return 'stacked';
    case 'free':
      return 'free';
    case 'host-layout':
      return layoutWord(node.fallback);
    default:
      return unreachable(node);
  }
}

/** The panes of a layout in its shape, with the share that each part of a split has. */
export function layoutBranches(
  node: LayoutNode,
  describe: (pane: string) => string,
): readonly Branch[] {
  switch (node.type) {
    case 'leaf':
      return [{ line: describe(node.pane), children: [] }];
    case 'split':
      return node.children.map((child, at) => branchOf(child, `${shareOf(node, at)}  `, describe));
    case 'stack':
      return node.children.map((child) => branchOf(child, '', describe));
    case 'free':
      return node.rects.map(({ pane, x, y, w, h }) => ({
        line: `${w}×${h} at ${x},${y}  ${describe(pane)}`,
        children: [],
      }));
    case 'host-layout':
      return layoutBranches(node.fallback, describe);
    default:
      return unreachable(node);
  }
}

function branchOf(node: LayoutNode, share: string, describe: (pane: string) => string): Branch {
  if (node.type === 'leaf') return { line: share + describe(node.pane), children: [] };
  return { line: share + layoutWord(node), children: layoutBranches(node, describe) };
}

function shareOf({ sizes }: SplitNode, at: number): string {
  return `${Math.round((sizes[at] ?? 0) * 100)}%`.padStart(3);
}
