import type { Arrangement, Checkpoint, CheckpointDraft, Tombstone } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';
import { partOfHost } from '../model/part-of-host.ts';
import type { Call } from '../os/call.ts';
import type { LiveHosts } from './capture-hosts.ts';

/**
 * The subtrees of hosts that run but did not answer, as they were saved before; with `keepsOthers`
 * also those of every other host that was not captured.
 */
export function carriedOver(
  previous: Checkpoint,
  { captures, unreachable }: LiveHosts,
  { keepsOthers = false }: { readonly keepsOthers?: boolean },
): readonly Arrangement[] {
  const captured = new Set(captures.map(({ key }) => key));
  const silent = new Set(unreachable.map(({ key }) => key));
  return Object.entries(previous.hosts).flatMap(([key, host]) => {
    const isKept = silent.has(key) || (keepsOthers && !captured.has(key));
    if (!isKept) return [];
    const stale = { ...host, status: 'stale' as const };
    return [{ ...partOfHost(previous, key), hosts: { [key]: stale } }];
  });
}

/**
 * What became of panes that are gone: closed while their host lived on, or lost with their host.
 * Only the second kind may make a save look worse than the one before.
 */
export function tombstones(
  previous: Checkpoint,
  { draft, live, call }: { draft: CheckpointDraft; live: LiveHosts; call: Call },
): Tombstone[] {
  const alive = new Set(
    Object.entries(previous.hosts).flatMap(([key, { epoch }]) => {
      const now = draft.hosts[key]?.epoch;
      const isSameLife =
        now?.pid === epoch.pid && now.startTime === epoch.startTime && now.bootId === epoch.bootId;
      return isSameLife ? [key] : [];
    }),
  );
  const told = new Map(live.captures.flatMap(({ gone }) => [...(gone ?? [])]));
  const at = new Date(call.now()).toISOString();
  return Object.values(previous.windows).flatMap(({ host, tabs }) =>
    tabs
      .flatMap(({ tab }) =>
        previous.tabs[tab] === undefined ? [] : panesOf(previous.tabs[tab].layout),
      )
      .filter((pane) => !(pane in draft.panes))
      .map((id) => {
        const reason = alive.has(host) ? (told.get(id) ?? 'exited') : 'stranded';
        return { id, kind: 'pane', reason, at } as const;
      }),
  );
}
