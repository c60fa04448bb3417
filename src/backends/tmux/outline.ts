import type { Tab, Window } from '../../model/checkpoint.ts';
import type { RestoreJob } from '../backend.ts';
import { type LayoutPlan, planLayout } from './layout-plan.ts';

/** A restore job in the order in which tmux can carry it out. */
export interface Outline {
  /** Sessions to make, each with the tab that it starts with. */
  readonly sessions: readonly {
    readonly id: string;
    readonly window: Window;
    readonly first: Place;
  }[];
  /** Sessions that share the tabs of another one of their group. */
  readonly followers: readonly {
    readonly id: string;
    readonly window: Window;
    readonly leader: string;
  }[];
  /** The other tabs to make. */
  readonly tabs: readonly Place[];
  /** Further windows that show a tab which is made elsewhere. */
  readonly links: readonly Place[];
  readonly layouts: ReadonlyMap<string, LayoutPlan>;
}

/** A tab at an index of a window. */
export interface Place {
  readonly id: string;
  readonly tab: Tab;
  readonly window: string;
  readonly index: number;
}

/** Settles which session makes which tab. */
export function outlineJob(job: RestoreJob): Outline {
  const leaders = leadersOf(job);
  const missing = job.openTabs.flatMap(({ window, tab }) => placeOf(job, window, tab));
  const homes = new Map<string, Place>();
  for (const place of missing) {
    const isFollower = leaders.has(place.window);
    if (!isFollower && !job.live.tabs.has(place.id) && !homes.has(place.id))
      homes.set(place.id, place);
  }
  const sessions = job.openWindows.flatMap((id) => {
    const own = [...homes.values()].filter((place) => place.window === id);
    const [first] = own.toSorted((a, b) => a.index - b.index);
    const window = job.windows[id];
    return first === undefined || window === undefined || leaders.has(id)
      ? []
      : [{ id, window, first }];
  });
  const firsts = new Set(sessions.map(({ first }) => first));
  return {
    sessions,
    followers: job.openWindows.flatMap((id) => {
      const [window, leader] = [job.windows[id], leaders.get(id)];
      return window === undefined || leader === undefined ? [] : [{ id, window, leader }];
    }),
    tabs: [...homes.values()].filter((place) => !firsts.has(place)),
    links: missing.filter((place) => homes.get(place.id) !== place && !leaders.has(place.window)),
    layouts: new Map(Object.entries(job.tabs).map(([id, tab]) => [id, planLayout(tab)])),
  };
}

function placeOf(job: RestoreJob, window: string, id: string): readonly Place[] {
  const tab = job.tabs[id];
  const index = job.windows[window]?.tabs.find((shown) => shown.tab === id)?.index;
  return tab === undefined || index === undefined ? [] : [{ id, tab, window, index }];
}

/** For every member of a group but the first: that first member. */
function leadersOf({ windows, live }: RestoreJob): ReadonlyMap<string, string> {
  const leaders = new Map<string, string>();
  const byGroup = new Map<string, string>();
  const ids = Object.keys(windows).toSorted(
    (a, b) => Number(live.windows.has(b)) - Number(live.windows.has(a)),
  );
  for (const id of ids) {
    const group = windows[id]?.group;
    if (group === undefined) continue;
    const leader = byGroup.get(group);
    if (leader === undefined) byGroup.set(group, id);
    else leaders.set(id, leader);
  }
  return leaders;
}
