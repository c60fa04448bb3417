import type { HostPlan } from './restore-plan.ts';

/** Joins the plans for hosts of one kind, so that all of them are opened in one host. */
export function planTogether(plans: readonly HostPlan[]): readonly HostPlan[] {
  const joined = new Map<string, HostPlan>();
  for (const plan of plans) {
    const { namesAreUnique } = plan.backend.can;
    const place = namesAreUnique ? plan.key : plan.backend.kind;
    const before = joined.get(place);
    joined.set(place, before === undefined ? plan : join(before, plan));
  }
  return [...joined.values()];
}

function join(first: HostPlan, second: HostPlan): HostPlan {
  const [one, two] = [first.job, second.job];
  const home = one.isRunning ? first : two.isRunning ? second : first;
  return {
    ...home,
    launches: new Map([...first.launches, ...second.launches]),
    job: {
      ...home.job,
      windows: { ...one.windows, ...two.windows },
      tabs: { ...one.tabs, ...two.tabs },
      live: {
        windows: new Map([...one.live.windows, ...two.live.windows]),
        tabs: new Map([...one.live.tabs, ...two.live.tabs]),
        panes: new Map([...one.live.panes, ...two.live.panes]),
      },
      openWindows: [...one.openWindows, ...two.openWindows],
      openTabs: [...one.openTabs, ...two.openTabs],
      openPanes: [...one.openPanes, ...two.openPanes],
      arrange: {
        windows: [...one.arrange.windows, ...two.arrange.windows],
        tabs: [...one.arrange.tabs, ...two.arrange.tabs],
      },
    },
    close: {
      // What the one does not know may be the other's.
      windows: common(first.close.windows, second.close.windows),
      tabs: common(first.close.tabs, second.close.tabs),
      panes: common(first.close.panes, second.close.panes),
      notices: [...first.close.notices, ...second.close.notices],
    },
  };
}

function common(one: readonly string[], two: readonly string[]): readonly string[] {
  return one.filter((id) => two.includes(id));
}
