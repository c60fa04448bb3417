import type { LayoutNode } from '../../model/layout-node.ts';
import { panesOf, pruneLayout } from '../../model/layout-tree.ts';
import type { Arrangement, HostedTab, HostedWindow } from '../../sessions/hosted.ts';
import type { RestoreJob } from '../backend.ts';

/** What the sessions that are there by now are put together from. */
interface Parts {
  readonly job: RestoreJob;
  readonly alive: ReadonlySet<string>;
}

/** The windows and tabs as they are to be: those of the job as saved, all others as they are. */
export function arrangementOf(now: Arrangement, { job, alive }: Parts): Arrangement {
  const tabsNow = new Map(now.windows.flatMap(({ tabs }) => tabs.map((tab) => [tab.id, tab])));
  const changed = new Set([...job.openTabs.map(({ tab }) => tab), ...job.arrange.tabs]);
  const restored = [...changed].flatMap((id) => tabOf(id, tabsNow.get(id), { job, alive }) ?? []);
  const tabs = new Map([...tabsNow, ...restored.map((tab) => [tab.id, tab] as const)]);
  const moved = new Set(restored.flatMap(({ layout }) => panesOf(layout)));
  const placed = { moved, tabs: new Set(restored.map(({ id }) => id)) };
  return {
    activeWindow: now.activeWindow,
    windows: windowsOf(now, job)
      .map((window) => windowOf(window, { job, tabs }))
      .map((window) => withoutMoved(window, placed)),
  };
}

/** All windows that are there, and those of the job that are not. */
function windowsOf({ windows }: Arrangement, { openWindows }: RestoreJob): readonly HostedWindow[] {
  const there = new Set(windows.map(({ id }) => id));
  const missing = openWindows.filter((id) => !there.has(id));
  return [...windows, ...missing.map((id) => ({ id, name: id, tabs: [], activeTab: undefined }))];
}

function windowOf(
  now: HostedWindow,
  { job, tabs }: { job: RestoreJob; tabs: ReadonlyMap<string, HostedTab> },
): HostedWindow {
  const key = Object.keys(job.windows).find((id) => (job.live.windows.get(id) ?? id) === now.id);
  const saved = key === undefined ? undefined : job.windows[key];
  if (saved === undefined) return now;
  const wanted = saved.tabs.flatMap(({ tab }) => tabs.get(tab) ?? []);
  const others = now.tabs.filter(({ id }) => !wanted.some((tab) => tab.id === id));
  const all = [...wanted, ...others];
  const active = [saved.activeTab, now.activeTab].find((id) => all.some((tab) => tab.id === id));
  return { id: now.id, name: saved.name, tabs: all, activeTab: active ?? all[0]?.id };
}

function tabOf(
  id: string,
  now: HostedTab | undefined,
  { job, alive }: Parts,
): HostedTab | undefined {
  const saved = job.tabs[id];
  const layout = saved && pruneLayout(saved.layout, (pane) => alive.has(pane));
  if (saved === undefined || layout === undefined) return undefined;
  const whole = withOthers(layout, now?.layout);
  const panes = panesOf(whole);
  return {
    id,
    name: saved.name,
    isNamedByUser: saved.isNamedByUser,
    layout: whole,
    activePane: panes.find((pane) => pane === saved.activePane) ?? panes[0],
    zoomedPane: panes.find((pane) => pane === saved.zoomedPane),
  };
}

/** Sessions that somebody put into the tab since stay in it, beside the saved ones. */
function withOthers(layout: LayoutNode, now: LayoutNode | undefined): LayoutNode {
  const own = panesOf(layout);
  const others = now && pruneLayout(now, (pane) => !own.includes(pane));
  if (others === undefined) return layout;
  return { type: 'split', axis: 'row', sizes: [0.5, 0.5], children: [layout, others] };
}

interface Placed {
  readonly moved: ReadonlySet<string>;
  readonly tabs: ReadonlySet<string>;
}

/** A restored session stood somewhere for a moment before it got its place. */
function withoutMoved(window: HostedWindow, placed: Placed): HostedWindow {
  const tabs = window.tabs.flatMap((tab) => {
    if (placed.tabs.has(tab.id)) return [tab];
    const layout = pruneLayout(tab.layout, (pane) => !placed.moved.has(pane));
    return layout === undefined ? [] : [{ ...tab, layout }];
  });
  return { ...window, tabs };
}
