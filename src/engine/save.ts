import { StetError } from '../base/errors.ts';
import type { KnownContents } from '../backends/backend.ts';
import type { Checkpoint, CheckpointDraft } from '../model/checkpoint.ts';
import { DEFAULT_WORKSPACE, workspaceName } from '../model/workspace-name.ts';
import type { Call } from '../os/call.ts';
import type { Commit } from '../store/store.ts';
import { captureHosts, type LiveHosts } from './capture-hosts.ts';
import { type EngineContext, type EngineOptions, PRE_RESTORE } from './context.ts';
import { draftOf } from './draft.ts';
import { noteAgents } from './note-agents.ts';
import { writeSessionFolder } from './session-folder.ts';

export interface SaveRequest {
  /** '' is the default workspace. */
  readonly name: string;
  readonly hosts: readonly string[];
  readonly trigger: CheckpointDraft['trigger'];
  /** Makes this save the good one even if it holds much less than the one before. */
  readonly accept: boolean;
  /** Keeps what the workspace has of other hosts, and of hosts that have gone. */
  readonly keepsOthers: boolean;
}

export interface Saved {
  readonly commit: Commit;
  readonly live: LiveHosts;
}

/**
 * Records every host into a new checkpoint of a workspace.
 * @throws StetError NAME_INVALID, NOTHING_TO_SAVE, the failure of the only hosts there are, or a
 *   failure of the store; whatever is thrown, earlier saves are untouched
 */
export async function save(
  context: EngineContext,
  request: SaveRequest,
  call: Call,
): Promise<Saved> {
  const workspace = savableName(request.name);
  try {
    return await saveOnce(context, { ...request, workspace }, call);
  } catch (failure) {
    if (!(failure instanceof StetError) || failure.code !== 'STORE_CHANGED') throw failure;
    context.settled.clear();
    return saveOnce(context, { ...request, workspace, readsAll: true }, call);
  }
}

async function saveOnce(
  context: EngineContext,
  request: SaveRequest & { readonly workspace: string; readonly readsAll?: boolean },
  call: Call,
): Promise<Saved> {
  const { store, settled, options } = context;
  const { hosts, workspace, trigger, keepsOthers, accept } = request;
  const previous = await currentOf(context, workspace);
  const stored = request.readsAll === true ? {} : storedScrollback(previous, options);
  const maxLines = rowsToRead(context.options);
  const known = (pane: string): KnownContents | undefined => settled.known(pane);
  const storedStamp = (pane: string): string | undefined => stored[pane]?.scrollback?.stamp;
  const live = await captureHosts(
    context,
    { hosts, maxLines, adopts: true, known, storedStamp },
    call,
  );
  refuseSilence(live);
  const { draft, contents } = await draftOf(context, live, {
    workspace,
    trigger,
    previous,
    keepsOthers,
    settled,
    call,
  });
  call.progress('writing', 0, 0);
  const commit = await store.commit({ draft, contents, options: { acceptsLoss: accept } }, call);
  settled.remember(commit.checkpoint, contents);
  const unwritten = await writeSessionFolder(context, commit.checkpoint);
  const unnoted = await noteAgents(context, live, { checkpoint: commit.checkpoint, call });
  return { commit: { ...commit, notices: [...commit.notices, ...unwritten, ...unnoted] }, live };
}

/** The panes whose stored output is what would be recorded now, if it is still the same. */
function storedScrollback(
  previous: Checkpoint | undefined,
  { save_scrollback, max_scrollback_lines }: EngineOptions,
): Checkpoint['panes'] {
  const { scrollback, maxLines } = previous?.recording ?? {};
  const isAlike = scrollback === save_scrollback && maxLines === max_scrollback_lines;
  return isAlike ? (previous?.panes ?? {}) : {};
}

/** How many rows of history to ask a host for. A line has at least one row. */
export function rowsToRead({ save_scrollback, max_scrollback_lines }: EngineOptions): number {
  if (save_scrollback === 'none') return 0;
  return save_scrollback === 'full' ? Number.MAX_SAFE_INTEGER : max_scrollback_lines;
}

function savableName(given: string): string {
  const name = workspaceName(given === '' ? DEFAULT_WORKSPACE : given);
  if (name !== PRE_RESTORE) return name;
  throw new StetError(
    'NAME_INVALID',
    `Cannot save as "${name}": stet keeps what was there before a restore under it`,
    {
      hint: 'Choose another name',
    },
  );
}

/** When no host answered, the reason is more useful than "nothing to save". */
function refuseSilence({ captures, unreachable }: LiveHosts): void {
  const failure = unreachable.find((host) => host.failure !== undefined)?.failure;
  if (captures.length === 0 && failure !== undefined) throw failure;
}

async function currentOf({ store }: EngineContext, name: string): Promise<Checkpoint | undefined> {
  const workspaces = await store.workspaces();
  const current = workspaces.find((workspace) => workspace.name === name)?.current;
  if (current === undefined) return undefined;
  return store.read(current).catch((failure: unknown) => {
    if (failure instanceof StetError) return undefined;
    throw failure;
  });
}
