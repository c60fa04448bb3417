import { StetError } from '../base/errors.ts';
import type { KnownContents } from '../backends/backend.ts';
import type { Checkpoint, CheckpointDraft } from '../model/checkpoint.ts';
import { DEFAULT_WORKSPACE, writableName } from '../model/workspace-name.ts';
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
    return saveOnce(context, { ...request, workspace }, call);
  }
}

async function saveOnce(
  context: EngineContext,
  request: SaveRequest & { readonly workspace: string },
  call: Call,
): Promise<Saved> {
  const { store, settled } = context;
  const { hosts, workspace, trigger, keepsOthers, accept } = request;
  const maxLines = rowsToRead(context.options);
  const known = (pane: string): KnownContents | undefined => settled.known(pane);
  const wasRestoring = await store.isRestoring();
  const readsBuffers = context.options.save_paste_buffers;
  const wanted = { hosts, maxLines, adopts: true, readsBuffers, known };
  const live = await captureHosts(context, wanted, call);
  refuseSilence(live);
  const { draft: seen, contents } = await draftOf(context, live, {
    workspace,
    trigger,
    previous: await currentOf(context, workspace),
    keepsOthers,
    settled,
    call,
  });
  const draft = doubted(seen, wasRestoring || (await store.isRestoring()));
  call.progress('writing', 0, 0);
  const options = { acceptsLoss: accept };
  const commit = await store.commit({ draft, contents, options }, call);
  settled.remember(commit.checkpoint, contents);
  const unwritten = await writeSessionFolder(context, commit.checkpoint);
  const unnoted = await noteAgents(context, live, { checkpoint: commit.checkpoint, call });
  return { commit: { ...commit, notices: [...commit.notices, ...unwritten, ...unnoted] }, live };
}

/**
 * What is seen in the middle of a restore is half of it, and what has gone while everything is
 * asked to end was ended with it: neither becomes the one to restore.
 */
function doubted(draft: CheckpointDraft, isRestoring: boolean): CheckpointDraft {
  const isEnding = draft.trigger === 'shutdown' && draft.closed.length > 0;
  const doubts = [
    ...(isRestoring ? (['during-restore'] as const) : []),
    ...(isEnding ? (['during-shutdown'] as const) : []),
  ];
  const suspect = [...draft.quality.suspect, ...doubts];
  return { ...draft, quality: { ...draft.quality, suspect } };
}

/** How many rows of history to ask a host for. A line has at least one row. */
export function rowsToRead({ save_scrollback, max_scrollback_lines }: EngineOptions): number {
  if (save_scrollback === 'none') return 0;
  return save_scrollback === 'full' ? Number.MAX_SAFE_INTEGER : max_scrollback_lines;
}

function savableName(given: string): string {
  const name = writableName(given === '' ? DEFAULT_WORKSPACE : given);
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
