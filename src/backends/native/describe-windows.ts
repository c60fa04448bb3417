import type { Tab, Window } from '../../model/checkpoint.ts';
import type { LayoutNode } from '../../model/layout-node.ts';
import { panesOf, pruneLayout } from '../../model/layout-tree.ts';
import type { HostedSession, Arrangement } from '../../sessions/hosted.ts';

/** The windows that show at least one of these tabs. */
export function describeWindows(
  host: string,
  { windows }: Arrangement,
  shown: Readonly<Record<string, Tab>>,
): Record<string, Window> {
  const described = windows.flatMap(({ id, name, tabs: all, activeTab }) => {
    const tabs = all.filter((tab) => tab.id in shown).map((tab) => tab.id);
    if (tabs.length === 0) return [];
    const window: Window = {
      host,
      ref: id,
      name,
      tabs: tabs.map((tab, index) => ({ tab, index })),
      ...(activeTab !== undefined && tabs.includes(activeTab) ? { activeTab } : {}),
      tabHistory: [],
    };
    return [[id, window] as const];
  });
  return Object.fromEntries(described);
}

/** The tabs that show at least one of these sessions, without those that ended. */
export function describeTabs(
  { windows }: Arrangement,
  sessions: readonly HostedSession[],
): Record<string, Tab> {
  const alive = new Map(sessions.map((session) => [session.id, session]));
  const described = windows.flatMap(({ tabs }) =>
    tabs.flatMap(({ id, name, isNamedByUser, layout, activePane, zoomedPane }) => {
      const shown = pruneLayout(layout, (pane) => alive.has(pane));
      if (shown === undefined) return [];
      const panes = panesOf(shown);
      const tab: Tab = {
        ref: id,
        name,
        isNamedByUser,
        size: sizeOf(shown, alive),
        layout: shown,
        ...(activePane !== undefined && panes.includes(activePane) ? { activePane } : {}),
        ...(zoomedPane !== undefined && panes.includes(zoomedPane) ? { zoomedPane } : {}),
      };
      return [[id, tab] as const];
    }),
  );
  return Object.fromEntries(described);
}

type Sessions = ReadonlyMap<string, HostedSession>;

/** Sessions side by side add up, with a border between them; others have room for the largest. */
function sizeOf(node: LayoutNode, sessions: Sessions): Tab['size'] {
  switch (node.type) {
    case 'leaf': {
      const { cols = 0, rows = 0 } = sessions.get(node.pane)?.size ?? {};
      return { cols, rows };
    }
    case 'host-layout':
      return sizeOf(node.fallback, sessions);
    case 'free':
      return largest(node.rects.map(({ x, y, w, h }) => ({ cols: x + w, rows: y + h })));
    case 'stack':
      return largest(node.children.map((child) => sizeOf(child, sessions)));
    case 'split': {
      const sizes = node.children.map((child) => sizeOf(child, sessions));
      const { cols, rows } = largest(sizes);
      return node.axis === 'row'
        ? { cols: withBorders(sizes.map((size) => size.cols)), rows }
        : { cols, rows: withBorders(sizes.map((size) => size.rows)) };
    }
  }
}

function largest(sizes: readonly Tab['size'][]): Tab['size'] {
  return {
    cols: sizes.reduce((most, { cols }) => Math.max(most, cols), 0),
    rows: sizes.reduce((most, { rows }) => Math.max(most, rows), 0),
  };
}

function withBorders(cells: readonly number[]): number {
  return cells.reduce((sum, count) => sum + count, 0) + cells.length - 1;
}
