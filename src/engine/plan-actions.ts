import type { HostCapture, Launch } from '../backends/backend.ts';
import { placeNames } from '../model/facts.ts';
import { panesOf } from '../model/layout-tree.ts';
import { commandLine } from '../model/redirection-words.ts';
import type { PlannedAction } from '../model/report.ts';
import type { PlannedLaunch } from './planned-launch.ts';
import type { HostPlan } from './restore-plan.ts';
import type { Selection } from './select.ts';

/** Puts a host's part of a plan into words, in the order in which it will be done. */
export function planActions(
  { key, job, launches, close }: HostPlan,
  selection: Selection,
  capture: HostCapture | undefined,
): readonly PlannedAction[] {
  const saved = placeNames(selection);
  const live = capture === undefined ? new Map<string, string>() : liveNames(capture);
  const action = (kind: PlannedAction['action'], id: string, detail = ''): PlannedAction => ({
    action: kind,
    id,
    host: key,
    detail,
    name: saved.get(id) ?? live.get(id) ?? id,
  });
  const openedTabs = [...new Set(job.openTabs.map(({ tab }) => tab))];
  const inTabs = openedTabs.flatMap((tab) =>
    panesOf(job.tabs[tab]?.layout ?? { type: 'free', rects: [] }),
  );
  const panes = [...new Set([...inTabs, ...job.openPanes.map(({ pane }) => pane)])];
  const opened = new Set([...job.openWindows, ...openedTabs]);
  const arranged = [...job.arrange.windows, ...job.arrange.tabs].filter((id) => !opened.has(id));
  return [
    ...job.openWindows.map((id) => action('open-window', id)),
    ...openedTabs.map((id) => action('open-tab', id, job.tabs[id]?.name)),
    ...panes.flatMap((id) => {
      const planned = launches.get(id);
      return planned === undefined ? [] : [opening(action('open-pane', id), planned)];
    }),
    ...arranged.map((id) => action('arrange', id)),
    ...close.panes.map((id) => action('close-pane', id)),
    ...close.tabs.map((id) => action('close-tab', id)),
    ...close.windows.map((id) => action('close-window', id)),
  ];
}

function liveNames({ windows, tabs, panes }: HostCapture): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, { name }] of Object.entries(windows)) names.set(id, name);
  for (const [id, { name }] of Object.entries(tabs)) names.set(id, name);
  for (const [id, { ref }] of Object.entries(panes)) names.set(id, ref);
  return names;
}

function opening(pane: PlannedAction, { launch, cwd, agent }: PlannedLaunch): PlannedAction {
  const remark = agent?.measure ?? '';
  const detail = `${wordsOf(launch)} in ${cwd}`;
  return { ...pane, detail, ...(remark === '' ? {} : { remark }) };
}

function wordsOf(launch: Launch): string {
  switch (launch.kind) {
    case 'run':
      return `run ${commandLine(launch, String)}`;
    case 'direct':
      return `run ${launch.argv.join(' ')}`;
    case 'prompt':
      return `offer ${commandLine(launch, String)}`;
    case 'shell':
      return launch.shell.join(' ');
    case 'ended':
      return `show that it ended (${launch.signal ?? launch.status})`;
    case 'missing':
      return `wait for ${launch.what}`;
  }
}
