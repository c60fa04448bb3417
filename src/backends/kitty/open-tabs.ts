import type { PaneStart } from '../backend.ts';
import { panesOf } from '../../model/layout-tree.ts';
import { Added, Opened } from './kitty-facts.ts';
import type { Opening } from './opening.ts';
import { paneSpec } from './pane-spec.ts';
import { tabSpec } from './tab-spec.ts';
import { windowSpec } from './window-spec.ts';

/** Opens the missing tabs, one a request; the first one of a missing window opens that too. */
export async function openTabs(opening: Opening): Promise<void> {
  const { windows, openTabs: missing } = opening.job;
  const indexOf = ({ window, tab }: Place): number =>
    windows[window]?.tabs.findIndex((shown) => shown.tab === tab) ?? 0;
  const order = Object.keys(windows);
  const places = missing.toSorted(
    (a, b) => order.indexOf(a.window) - order.indexOf(b.window) || indexOf(a) - indexOf(b),
  );
  for (const place of places) await openTab(opening, place);
}

interface Place {
  readonly window: string;
  readonly tab: string;
}

async function openTab(opening: Opening, { window: windowId, tab: id }: Place): Promise<void> {
  const [window, tab] = [opening.job.windows[windowId], opening.job.tabs[id]];
  if (window === undefined || tab === undefined || opening.refOf(id) !== undefined) return;
  const panes = panesOf(tab.layout);
  const starts = panes.flatMap((pane) => opening.job.starts.get(pane) ?? []);
  await opening.attempt([windowId, id, ...panes], JSON.stringify(tab.name), async () => {
    const ref = opening.refOf(windowId);
    const opened = await opening.ask(
      {
        do: 'open',
        window: ref === undefined ? windowSpec(windowId, window) : { ref },
        tab: tabSpec(id, tab),
        panes: await specs(opening, starts),
      },
      Opened,
    );
    opening.made(windowId, opened.window);
    opening.made(id, opened.tab);
    for (const [at, pane] of opened.panes.entries()) opening.made(starts[at]?.id ?? '', pane);
    opening.left(opened.left, panes, id);
  });
}

/** Opens panes that are missing from tabs that are there. */
export async function addPanes(opening: Opening): Promise<void> {
  const byTab = new Map<string, PaneStart[]>();
  for (const { tab, pane } of opening.job.openPanes) {
    const start = opening.job.starts.get(pane);
    if (start !== undefined) byTab.set(tab, [...(byTab.get(tab) ?? []), start]);
  }
  for (const [tab, starts] of byTab) {
    const ids = starts.map(({ id }) => id);
    await opening.attempt(ids, 'its panes', async () => {
      const panes = await specs(opening, starts);
      const { panes: made, left } = await opening.ask(
        { do: 'add', tab: opening.refOf(tab), panes },
        Added,
      );
      for (const [at, pane] of made.entries()) opening.made(ids[at] ?? '', pane);
      opening.left(left, ids, tab);
    });
  }
}

async function specs(opening: Opening, starts: readonly PaneStart[]): Promise<readonly object[]> {
  return Promise.all(starts.map(async (start) => paneSpec(start, opening.files)));
}
