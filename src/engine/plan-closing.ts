import type { HostCapture } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';

/** Stable ids of what a restore closes; nothing stands inside another. */
export interface Closing {
  readonly windows: readonly string[];
  readonly tabs: readonly string[];
  readonly panes: readonly string[];
  readonly notices: readonly Problem[];
}

export const NOTHING_TO_CLOSE: Closing = { windows: [], tabs: [], panes: [], notices: [] };

/**
 * Closes windows, tabs and panes as far as they are there, except around the pane that stet
 * itself runs in.
 */
export function planClosing(
  wanted: Pick<Closing, 'windows' | 'tabs' | 'panes'>,
  { windows, tabs, panes }: HostCapture,
): Closing {
  const callers = Object.keys(panes).filter((id) => panes[id]?.holdsCaller === true);
  const holdsCaller = (tab: string): boolean =>
    panesOf(tabs[tab]?.layout ?? { type: 'free', rects: [] }).some((pane) =>
      callers.includes(pane),
    );
  const closedWindows = wanted.windows.filter(
    (id) => id in windows && windows[id]?.tabs.every(({ tab }) => !holdsCaller(tab)) === true,
  );
  const homesOf = (tab: string): readonly string[] =>
    Object.keys(windows).filter(
      (id) => windows[id]?.tabs.some((shown) => shown.tab === tab) === true,
    );
  const goesWithItsWindows = (tab: string): boolean =>
    homesOf(tab).every((id) => closedWindows.includes(id));
  const closedTabs = wanted.tabs.filter(
    (id) => id in tabs && !holdsCaller(id) && !goesWithItsWindows(id),
  );
  const isInside = (pane: string): boolean =>
    Object.entries(tabs).some(
      ([id, { layout }]) =>
        panesOf(layout).includes(pane) && (closedTabs.includes(id) || goesWithItsWindows(id)),
    );
  const closedPanes = wanted.panes.filter(
    (id) => id in panes && !callers.includes(id) && !isInside(id),
  );
  const isKept = callers.some((pane) => wanted.panes.includes(pane));
  return {
    windows: closedWindows,
    tabs: closedTabs,
    panes: closedPanes,
    notices: isKept ? callers.map(callerKept) : [],
  };
}

function callerKept(subject: string): Problem {
  return {
    code: 'CALLER_KEPT',
    subject,
    message: 'The pane that stet runs in stays open: closing it would end the restore half done',
    fix: 'Close it yourself when the restore is done',
  };
}
