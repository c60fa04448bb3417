import type { HostCapture, LiveRefs } from '../backends/backend.ts';
import type { Capabilities } from '../backends/capabilities.ts';
import type { Selection } from './select.ts';

/** What of a selection is there already, by stable id and with the host's own id. */
export interface Match {
  readonly live: LiveRefs;
  /** Windows of the host that the selection does not know. */
  readonly others: {
    readonly windows: readonly string[];
    readonly tabs: readonly string[];
    readonly panes: readonly string[];
  };
}

/**
 * Matches by stable id. A window that is not there but whose name is taken by one the checkpoint
 * does not know (somebody made it again by hand) is that window.
 */
export function matchLive(
  { windows, tabs, panes }: Selection,
  capture: HostCapture | undefined,
  { namesAreUnique }: Pick<Capabilities, 'namesAreUnique'>,
): Match {
  if (capture === undefined) return NOTHING;
  const liveWindows = liveRefs(capture.windows, windows);
  const adopted = new Set<string>();
  for (const [id, { name }] of Object.entries(windows)) {
    if (liveWindows.has(id) || !namesAreUnique) continue;
    const namesake = Object.entries(capture.windows).find(
      ([other, live]) => live.name === name && !(other in windows),
    );
    if (namesake === undefined) continue;
    liveWindows.set(id, namesake[1].ref);
    adopted.add(namesake[0]);
  }
  return {
    live: {
      windows: liveWindows,
      tabs: liveRefs(capture.tabs, tabs),
      panes: liveRefs(capture.panes, panes),
    },
    others: {
      windows: unknownIn(capture.windows, windows).filter((id) => !adopted.has(id)),
      tabs: unknownIn(capture.tabs, tabs),
      panes: unknownIn(capture.panes, panes),
    },
  };
}

function unknownIn(live: object, saved: object): readonly string[] {
  return Object.keys(live).filter((id) => !(id in saved));
}

const NOTHING: Match = {
  live: { windows: new Map(), tabs: new Map(), panes: new Map() },
  others: { windows: [], tabs: [], panes: [] },
};

/** The host's own ids of what is there, for the stable ids that `saved` knows. */
export function liveRefs(
  live: Readonly<Record<string, { readonly ref: string }>>,
  saved: object,
): Map<string, string> {
  return new Map(
    Object.entries(live).flatMap(([id, { ref }]) => (id in saved ? [[id, ref] as const] : [])),
  );
}
