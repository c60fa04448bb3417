import { newStableId } from '../../model/ids.ts';
import type { Call } from '../../os/call.ts';
import type { PaneRow } from './list-panes.ts';

/** The stable ids behind tmux's own ids, and the commands that leave new ones in the server. */
export interface StableIds {
  readonly windows: ReadonlyMap<string, string>;
  readonly tabs: ReadonlyMap<string, string>;
  readonly panes: ReadonlyMap<string, string>;
  readonly adoptions: readonly string[];
}

/**
 * Finds the stable id of every session, window and pane, and makes those that are missing. An id
 * that stands twice (an option copied by hand) belongs to the first; the other gets a new one.
 */
export function assignIds(rows: readonly PaneRow[], call: Call): StableIds {
  const adoptions: string[] = [];
  const assign = (
    level: 'w' | 't' | 'p',
    refs: readonly Claim[],
    adopt: (ref: string) => string,
  ) => {
    const owners = new Map<string, string>();
    const ids = new Map<string, string>();
    for (const { ref, claimed } of refs) {
      if (ids.has(ref)) continue;
      const isFree = claimed.startsWith(`${level}_`) && !owners.has(claimed);
      const id = isFree ? claimed : newStableId(level, call.entropy);
      if (!isFree) adoptions.push(`${adopt(ref)} ${id}`);
      owners.set(id, ref);
      ids.set(ref, id);
    }
    return ids;
  };
  return {
    windows: assign(
      'w',
      rows.map((row) => ({ ref: row.session_id, claimed: row['@stet_window'] })),
      (ref) => `set-option -q -t "${ref}" @stet_window`,
    ),
    tabs: assign(
      't',
      rows.map((row) => ({ ref: row.window_id, claimed: row['@stet_tab'] })),
      (ref) => `set-option -q -w -t ${ref} @stet_tab`,
    ),
    panes: assign(
      'p',
      rows.map((row) => ({ ref: row.pane_id, claimed: row['@stet_id'] })),
      (ref) => `set-option -q -p -t ${ref} @stet_id`,
    ),
    adoptions,
  };
}

interface Claim {
  readonly ref: string;
  readonly claimed: string;
}
