import type { Checkpoint } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { Commit } from '../store/store.ts';
import { captureHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import { pruneSessionFolder } from './session-folder.ts';
import { select } from './select.ts';

/** What no longer belongs to anything that runs, and is now left out. */
export interface Pruned {
  /** Hosts that the new checkpoint of the workspace is without. */
  readonly hosts: readonly string[];
  readonly files: readonly string[];
  readonly commit: Commit | undefined;
}

/**
 * Leaves the hosts that do not run out of a workspace's newest checkpoint, and removes their
 * session files. What was restored runs, whatever its pid is now: it is known by its windows.
 * Earlier checkpoints stay. A workspace of which nothing runs is left as it is.
 * @throws StetError WORKSPACE_NOT_FOUND
 */
export async function pruneInactive(
  context: EngineContext,
  workspace: string,
  call: Call,
): Promise<Pruned> {
  const live = await captureHosts(context, { hosts: [], maxLines: 0, adopts: true }, call);
  const silent = new Set(live.unreachable.map(({ key }) => key));
  const isLive = (window: string): boolean =>
    live.captures.some(({ windows }) => window in windows);
  const checkpoint = await context.store.find(workspace);
  const gone = Object.keys(checkpoint.hosts).filter(
    (key) => !silent.has(key) && !windowsOf(checkpoint, key).some(isLive),
  );
  const isWhole = gone.length === 0;
  const isNothing = gone.length === Object.keys(checkpoint.hosts).length;
  return {
    hosts: isNothing ? [] : gone,
    files: await pruneSessionFolder(
      context,
      (id) => isLive(id) || isOfSilent(checkpoint, id, silent),
    ),
    commit: isWhole || isNothing ? undefined : await without(context, checkpoint, { gone, call }),
  };
}

async function without(
  { store, version }: EngineContext,
  checkpoint: Checkpoint,
  { gone, call }: { readonly gone: readonly string[]; readonly call: Call },
): Promise<Commit> {
  const kept = Object.keys(checkpoint.hosts).filter((key) => !gone.includes(key));
  return store.commit(
    {
      draft: {
        ...checkpoint,
        ...select(checkpoint, [], kept),
        createdAt: new Date(call.now()).toISOString(),
        provenance: { ...checkpoint.provenance, tool: { name: 'stet', version } },
      },
      contents: new Map(),
      options: { acceptsLoss: true },
    },
    call,
  );
}

function windowsOf({ windows }: Checkpoint, host: string): readonly string[] {
  return Object.keys(windows).filter((id) => windows[id]?.host === host);
}

function isOfSilent({ windows }: Checkpoint, id: string, silent: ReadonlySet<string>): boolean {
  return silent.has(windows[id]?.host ?? '');
}
