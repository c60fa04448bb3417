import type { HostCapture, RestoreJob } from '../backends/backend.ts';
import { factsOf } from '../model/facts.ts';
import { panesOf } from '../model/layout-tree.ts';
import type { Match } from './match-live.ts';
import { pruneTab, type Selection } from './select.ts';

/** What of a selection is not there. */
export type Missing = Pick<RestoreJob, 'openWindows' | 'openTabs' | 'openPanes'>;

/** Finds the windows, tabs and panes that have to be opened. */
export function missingParts({ windows, tabs }: Selection, { live }: Match): Missing {
  const openTabs = Object.entries(windows).flatMap(([window, { tabs: shown }]) =>
    shown.filter(({ tab }) => !live.tabs.has(tab)).map(({ tab }) => ({ window, tab })),
  );
  const openPanes = Object.entries(tabs)
    .filter(([id]) => live.tabs.has(id))
    .flatMap(([tab, { layout }]) =>
      panesOf(layout).flatMap((pane) => (live.panes.has(pane) ? [] : [{ tab, pane }])),
    );
  return {
    openWindows: Object.keys(windows).filter((id) => !live.windows.has(id)),
    openTabs: openTabs.filter(({ tab }) =>
      panesOfTab({ tabs }, tab).some((pane) => !live.panes.has(pane)),
    ),
    openPanes,
  };
}

/** The tabs that get a new layout because something in them is opened. */
export function changedTabs({ openTabs, openPanes }: Missing): readonly string[] {
  return [...new Set([...openTabs, ...openPanes].map(({ tab }) => tab))];
}

/** The windows and tabs of which any fact is not as saved, or which are not there at all. */
export function differing(
  { windows, tabs }: Selection,
  capture: HostCapture | undefined,
): RestoreJob['arrange'] {
  const live = factsOf({ windows: capture?.windows ?? {}, tabs: capture?.tabs ?? {}, panes: {} });
  const values = new Map(live.map(({ id, kind, value }) => [`${id} ${kind}`, value]));
  const changed = factsOf({ windows, tabs, panes: {} })
    .filter(({ id, kind, value }) => values.get(`${id} ${kind}`) !== value)
    .map(({ id }) => id);
  return {
    windows: Object.keys(windows).filter((id) => changed.includes(id)),
    tabs: Object.keys(tabs).filter((id) => changed.includes(id)),
  };
}

/** A pane that somebody moved to another tab stays where it is; its old tab opens without it. */
export function withoutPanesElsewhere({ tabs }: Selection, { live }: Match): Selection['tabs'] {
  const entries = Object.entries(tabs).flatMap(([id, tab]) => {
    if (live.tabs.has(id)) return [[id, tab] as const];
    const kept = pruneTab(tab, (pane) => !live.panes.has(pane));
    return kept === undefined ? [] : [[id, kept] as const];
  });
  return Object.fromEntries(entries);
}

/** The panes of a tab of the selection, in reading order. */
export function panesOfTab({ tabs }: Pick<Selection, 'tabs'>, tab: string): readonly string[] {
  const layout = tabs[tab]?.layout;
  return layout === undefined ? [] : panesOf(layout);
}
