import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { panesOf } from '../../model/layout-tree.ts';
import { KittyFacts } from './kitty-facts.ts';
import type { Opening } from './opening.ts';
import { tabSpec } from './tab-spec.ts';
import { positionOf } from './window-spec.ts';

/** How long a window manager may take for the new windows; none that works needs a tenth of it. */
const MANAGER_MS = 2000;

/** Gives tabs that were there already their layout, and windows the order and focus of their tabs. */
export async function arrangeJob(opening: Opening): Promise<void> {
  const { job } = opening;
  const opened = new Set(job.openTabs.map(({ tab }) => tab));
  const tabs = job.arrange.tabs.filter((id) => !opened.has(id));
  await opening.ask(
    {
      do: 'arrange',
      tabs: tabs.flatMap((id) => liveTab(opening, id) ?? []),
      windows: windowsOf(opening).flatMap((id) => liveWindow(opening, id) ?? []),
    },
    z.unknown(),
  );
}

/** Shows what only shows once everything is there: states, places, scroll positions, focus. */
export async function showJob(opening: Opening): Promise<void> {
  const { job } = opening;
  const facts = await onceManaged(opening);
  const windows = windowsOf(opening).flatMap((id) => {
    const [window, ref] = [job.windows[id], opening.refOf(id)];
    const now = facts.windows.find((own) => own.id === ref);
    if (window === undefined || ref === undefined || now === undefined) return [];
    const state = window.settings?.options['state'] ?? null;
    const position = state === 'normal' || state === null ? (positionOf(window) ?? null) : null;
    return [{ ref, state, now: now.state, position }];
  });
  const scrolls = [...job.starts.values()].flatMap(({ id, saved }) => {
    const ref = opening.refOf(id);
    return ref === undefined || saved.view === undefined ? [] : [[ref, saved.view.rowsAboveBottom]];
  });
  const focused = job.openWindows.find((id) => job.windows[id]?.isFocused === true);
  const focus = opening.refOf(focused) ?? null;
  await opening.ask({ do: 'show', windows, scrolls, focus }, z.unknown());
}

/** What is open, once the window manager has taken every window: it places them as it does so. */
async function onceManaged(opening: Opening): Promise<KittyFacts> {
  const deadline = Date.now() + MANAGER_MS;
  for (;;) {
    const facts = await opening.ask({ do: 'look' }, KittyFacts);
    if (Date.now() > deadline || !facts.windows.some((own) => own.awaitsManager)) return facts;
    await setTimeout(20);
  }
}

function windowsOf({ job }: Opening): readonly string[] {
  const touched = job.openTabs.map(({ window }) => window);
  return [...new Set([...job.openWindows, ...job.arrange.windows, ...touched])];
}

function liveTab(opening: Opening, id: string): object | undefined {
  const [tab, ref] = [opening.job.tabs[id], opening.refOf(id)];
  if (tab === undefined || ref === undefined) return undefined;
  const refs = panesOf(tab.layout).map((pane) => opening.refOf(pane));
  const spec = tabSpec(id, tab);
  const groups = spec.groups.map((group) => group.flatMap((at) => refs[at] ?? []));
  // kitty's words fit only when every pane is there.
  return groups.every(({ length }) => length > 0) ? { ...spec, ref, groups } : undefined;
}

function liveWindow(opening: Opening, id: string): object | undefined {
  const [window, ref] = [opening.job.windows[id], opening.refOf(id)];
  if (window === undefined || ref === undefined) return undefined;
  const refs = (ids: readonly string[]): readonly number[] =>
    ids.flatMap((tab) => opening.refOf(tab) ?? []);
  return {
    ref,
    tabs: refs(window.tabs.map(({ tab }) => tab)),
    activeTab: opening.refOf(window.activeTab) ?? null,
    tabHistory: refs(window.tabHistory.toReversed()),
  };
}
