import type { Arrangement, Checkpoint, CheckpointDraft, Tombstone } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';
import { partOfHost } from '../model/part-of-host.ts';
import type { Call } from '../os/call.ts';
import type { LiveHosts } from './capture-hosts.ts';

/** The subtrees of hosts that run but did not answer, as they were saved before. */
export function carriedOver(
  previous: Checkpoint,
  { unreachable }: LiveHosts,
): readonly Arrangement[] {
  return unreachable.flatMap(({ key }) => {
    const host = previous.hosts[key];
    if (host === undefined) return [];
    return [
      { ...partOfHost(previous, key), hosts: { [key]: { ...host, status: 'stale' as const } } },
    ];
  });
}

/**
 * What became of panes that are gone: closed while their host lived on, or lost with their host.
 * Only the second kind may make a save look worse than the one before.
 */
export function tombstones(previous: Checkpoint, draft: CheckpointDraft, call: Call): Tombstone[] {
  const alive = new Set(
    Object.entries(previous.hosts).flatMap(([key, { epoch }]) => {
      const now = draft.hosts[key]?.epoch;
      const isSameLife =
        now?.pid === epoch.pid && now.startTime === epoch.startTime && now.bootId === epoch.bootId;
      return isSameLife ? [key] : [];
    }),
  );
  const at = new Date(call.now()).toISOString();
  return Object.values(previous.windows).flatMap(({ host, tabs }) =>
    tabs
      .flatMap(({ tab }) =>
        previous.tabs[tab] === undefined ? [] : panesOf(previous.tabs[tab].layout),
      )
      .filter((pane) => !(pane in draft.panes))
      .map(
        (id) =>
          ({ id, kind: 'pane', reason: alive.has(host) ? 'exited' : 'stranded', at }) as const,
      ),
  );
}
