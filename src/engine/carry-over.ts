import type { Arrangement, Checkpoint, CheckpointDraft, Tombstone } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';
import { partOfHost } from '../model/part-of-host.ts';
import type { Call } from '../os/call.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { Fate } from './lost-hosts.ts';

/**
 * The subtrees of hosts that run but did not answer or were lost, as they were saved before; with
 * `keepsOthers` also those of every other host that was not captured. A window that lives on in
 * another host, because it was restored there, is that host's.
 */
export function carriedOver(
  previous: Checkpoint,
  { captures, unreachable }: LiveHosts,
  { fates, keepsOthers = false }: { readonly fates: Fates; readonly keepsOthers?: boolean },
): readonly Arrangement[] {
  const captured = new Set(captures.map(({ key }) => key));
  const silent = new Set(unreachable.map(({ key }) => key));
  const windows = Object.fromEntries(
    Object.entries(previous.windows).filter(([id]) => !captures.some((live) => id in live.windows)),
  );
  return Object.entries(previous.hosts).flatMap(([key, host]) => {
    const isLost = fates.get(key) === 'lost';
    const isKept = silent.has(key) || isLost || (keepsOthers && !captured.has(key));
    const part = partOfHost({ ...previous, windows }, key);
    if (!isKept || (isLost && Object.keys(part.windows).length === 0)) return [];
    const stale = { ...host, status: 'stale' as const };
    return [{ ...part, hosts: { [key]: stale } }];
  });
}

type Fates = ReadonlyMap<string, Fate>;

/**
 * What became of panes that are gone: closed while their host lived on, or lost with their host.
 * Only the second kind may make a save look worse than the one before.
 */
export function tombstones(
  previous: Checkpoint,
  {
    draft,
    live,
    fates,
    call,
  }: { draft: CheckpointDraft; live: LiveHosts; fates: Fates; call: Call },
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
        const isClosed = fates.get(host) === 'closed';
        const end = isClosed ? 'user' : 'stranded';
        const reason = alive.has(host) ? (told.get(id) ?? 'exited') : end;
        return { id, kind: 'pane', reason, at } as const;
      }),
  );
}
