import * as z from 'zod';
import { StableId } from './ids.ts';

/** How the panes of one tab share its area. */
export type LayoutNode =
  | { readonly type: 'leaf'; readonly pane: string }
  | SplitNode
  | { readonly type: 'stack'; readonly active: number; readonly children: readonly LayoutNode[] }
  | { readonly type: 'free'; readonly rects: readonly PaneRect[] }
  | HostLayoutNode;

/** Children side by side (`row`) or one above the other (`column`); sizes are shares of one. */
export interface SplitNode {
  readonly type: 'split';
  readonly axis: 'row' | 'column';
  readonly sizes: readonly number[];
  readonly children: readonly LayoutNode[];
}

/** The host's own words for a layout, and a tree for anyone who does not speak them. */
export interface HostLayoutNode {
  readonly type: 'host-layout';
  readonly host: string;
  readonly state: string;
  readonly panes: readonly string[];
  readonly fallback: LayoutNode;
}

/** A pane's rectangle, in cells from the top left of its tab. */
export interface PaneRect {
  readonly pane: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const children = (minimum: number): z.ZodType<readonly LayoutNode[]> =>
  z.array(z.lazy(() => LayoutNode)).min(minimum);

const Leaf = z.object({ type: z.literal('leaf'), pane: StableId });

const Split = z.object({
  type: z.literal('split'),
  axis: z.enum(['row', 'column']),
  sizes: z.array(z.number().positive().max(1)),
  children: children(2),
});

const Stack = z.object({
  type: z.literal('stack'),
  active: z.int().nonnegative(),
  children: children(1),
});

const Free = z.object({
  type: z.literal('free'),
  rects: z.array(
    z.object({
      pane: StableId,
      x: z.int().nonnegative(),
      y: z.int().nonnegative(),
      w: z.int().positive(),
      h: z.int().positive(),
    }),
  ),
});

const HostLayout = z.object({
  type: z.literal('host-layout'),
  host: z.string(),
  state: z.string(),
  panes: z.array(StableId),
  fallback: z.lazy((): z.ZodType<LayoutNode> => LayoutNode),
});

export const LayoutNode: z.ZodType<LayoutNode> = z
  .union([Leaf, Split, Stack, Free, HostLayout])
  .meta({ id: 'LayoutNode' });
