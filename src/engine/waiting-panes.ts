import { StetError } from '../base/errors.ts';
import type { Checkpoint, Pane } from '../model/checkpoint.ts';
import type { Store } from '../store/store.ts';
import type { LiveHosts } from './capture-hosts.ts';

/**
 * What panes were in which nobody has started what a restore offers: as they stand in the
 * checkpoint that was restored, whichever workspace is saved now.
 */
export async function waitingPanes(
  store: Store,
  { captures }: LiveHosts,
): Promise<Readonly<Record<string, Pane>>> {
  const ids = captures.flatMap(({ panes }) =>
    Object.entries(panes).flatMap(([id, { processes }]) =>
      processes.isWaiting === true ? [id] : [],
    ),
  );
  if (ids.length === 0) return {};
  const origins = await store.restoredFrom();
  const checkpoints = new Map<string, Checkpoint | undefined>();
  for (const origin of new Set(ids.flatMap((id) => origins.get(id) ?? []))) {
    checkpoints.set(origin, await store.read(origin).catch(ifDeleted));
  }
  return Object.fromEntries(
    ids.flatMap((id) => {
      const pane = checkpoints.get(origins.get(id) ?? '')?.panes[id];
      return pane === undefined ? [] : [[id, pane] as const];
    }),
  );
}

function ifDeleted(failure: unknown): undefined {
  if (!(failure instanceof StetError)) throw failure;
}
