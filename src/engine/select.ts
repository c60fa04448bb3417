import { StetError } from '../base/errors.ts';
import type { Checkpoint, Tab, Window } from '../model/checkpoint.ts';
import { placeNames } from '../model/facts.ts';
import { panesOf, pruneLayout } from '../model/layout-tree.ts';
import { nearestName } from '../base/nearest-name.ts';
import { isWanted } from './capture-hosts.ts';

/** The part of a checkpoint that is to be restored, with layouts that show that part alone. */
export type Selection = Pick<Checkpoint, 'hosts' | 'windows' | 'tabs' | 'panes'>;

/**
 * Narrows a checkpoint to hosts and to windows, tabs or panes named by id or by place
 * (`work`, `work:3`, `work:3.1`); without any, to all of it.
 * @throws StetError SELECTION_EMPTY
 */
export function select(
  checkpoint: Checkpoint,
  only: readonly string[],
  hosts: readonly string[],
): Selection {
  const names = placeNames(checkpoint);
  const isNamed = (id: string): boolean => only.includes(id) || only.includes(names.get(id) ?? id);
  for (const query of only) requireMatch(query, names);
  const windows = entriesOf(checkpoint.windows, (window) => isWanted(window.host, hosts));
  const chosen = new Set<string>();
  for (const [id, window] of windows) {
    for (const { tab } of window.tabs) {
      for (const pane of panesIn(checkpoint, tab)) {
        if (only.length === 0 || [id, tab, pane].some(isNamed)) chosen.add(pane);
      }
    }
  }
  if (chosen.size === 0) {
    throw new StetError('SELECTION_EMPTY', 'Nothing in the checkpoint matches what was asked for');
  }
  return narrow(checkpoint, Object.fromEntries(windows), chosen);
}

function narrow(
  checkpoint: Checkpoint,
  windows: Selection['windows'],
  chosen: ReadonlySet<string>,
): Selection {
  const tabs: Selection['tabs'] = {};
  for (const [id, tab] of Object.entries(checkpoint.tabs)) {
    const kept = pruneTab(tab, (pane) => chosen.has(pane));
    if (kept !== undefined) tabs[id] = kept;
  }
  const isShown = (tab: string): boolean => tab in tabs;
  const shown = entriesOf(windows, (window) => window.tabs.some(({ tab }) => isShown(tab)));
  const used = new Set(shown.map(([, { host }]) => host));
  return {
    hosts: Object.fromEntries(entriesOf(checkpoint.hosts, (_, key) => used.has(key))),
    windows: Object.fromEntries(shown.map(([id, window]) => [id, pruneWindow(window, isShown)])),
    tabs,
    panes: Object.fromEntries(entriesOf(checkpoint.panes, (_, id) => chosen.has(id))),
  };
}

function pruneWindow(window: Window, isShown: (tab: string) => boolean): Window {
  const { activeTab, ...rest } = window;
  return {
    ...rest,
    tabs: window.tabs.filter(({ tab }) => isShown(tab)),
    tabHistory: window.tabHistory.filter(isShown),
    ...(activeTab !== undefined && isShown(activeTab) ? { activeTab } : {}),
  };
}

/** A tab with only the panes that are kept; undefined when none is. */
export function pruneTab(tab: Tab, isKept: (pane: string) => boolean): Tab | undefined {
  const layout = pruneLayout(tab.layout, isKept);
  if (layout === undefined) return undefined;
  const { activePane, lastPane, zoomedPane, ...rest } = tab;
  return {
    ...rest,
    layout,
    ...(activePane !== undefined && isKept(activePane) ? { activePane } : {}),
    ...(lastPane !== undefined && isKept(lastPane) ? { lastPane } : {}),
    ...(zoomedPane !== undefined && isKept(zoomedPane) ? { zoomedPane } : {}),
  };
}

function requireMatch(query: string, names: ReadonlyMap<string, string>): void {
  const known = [...names.keys(), ...names.values()];
  if (known.includes(query)) return;
  const nearest = nearestName(query, [...names.values()]);
  throw new StetError(
    'SELECTION_EMPTY',
    `Nothing in the checkpoint is called ${JSON.stringify(query)}`,
    nearest === undefined ? {} : { hint: `Did you mean ${JSON.stringify(nearest)}?` },
  );
}

function panesIn({ tabs }: Checkpoint, tab: string): readonly string[] {
  const layout = tabs[tab]?.layout;
  return layout === undefined ? [] : panesOf(layout);
}

function entriesOf<T>(
  table: Readonly<Record<string, T>>,
  isKept: (value: T, id: string) => boolean,
): readonly [string, T][] {
  return Object.entries(table).filter(([id, value]) => isKept(value, id));
}
