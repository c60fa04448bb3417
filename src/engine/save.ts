import { StetError } from '../base/errors.ts';
import type { Checkpoint, CheckpointDraft, Problem } from '../model/checkpoint.ts';
import { DEFAULT_WORKSPACE, writableName } from '../model/workspace-name.ts';
import type { Call } from '../os/call.ts';
import type { Commit } from '../store/store.ts';
import { captureHosts, type LiveHosts } from './capture-hosts.ts';
import { type EngineContext, type EngineOptions, PRE_RESTORE } from './context.ts';
import { draftOf } from './draft.ts';
import { fatesOf } from './lost-hosts.ts';
import { noteAgents } from './note-agents.ts';
import { PreparedLines } from './prepared-lines.ts';
import type { SettledContents } from './settled-contents.ts';
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
  /**
   * How many new lines to read, as in `CaptureRequest`. `none`: panes keep what was saved of them,
   * and a save takes no longer than the structure. Default: all.
   */
  readonly budgetLines?: number | 'none';
  /** As in `CaptureRequest`. */
  readonly catchesUp?: boolean;
}

export interface Saved {
  readonly commit: Commit;
  readonly live: LiveHosts;
  /** Hosts that were there at the save before and have ended since without being closed. */
  readonly lost: readonly string[];
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
  const { hosts, workspace, budgetLines = Infinity, catchesUp = false } = request;
  const settled = context.settled.copy();
  const wasRestoring = await context.store.isRestoring();
  const readsNew = request.readsAll !== true && budgetLines !== 'none';
  const stored = readsNew ? await comparable(context, workspace) : undefined;
  const prepared = new PreparedLines(stored);
  const live = await captureHosts(
    context,
    {
      hosts,
      hear: prepared.hear,
      adopts: true,
      readsBuffers: context.options.save_paste_buffers,
      known: (pane) => settled.known(pane),
      storedStamp: (pane) => stored && context.stamps.of(stored, pane),
      ...(budgetLines === 'none'
        ? { maxLines: 0 }
        : { maxLines: rowsToRead(context.options), budgetLines, catchesUp }),
    },
    call,
  );
  refuseSilence(live);
  return context.saves.run(async () =>
    record(
      context,
      { ...request, settled, prepared, wasRestoring, live: await refreshed(live) },
      call,
    ),
  );
}

/** Contents may have taken long to read, and the structure of their host moved on. */
async function refreshed(live: LiveHosts): Promise<LiveHosts> {
  const captures = await Promise.all(
    live.captures.map(async (capture) => (await capture.refresh?.()) ?? capture),
  );
  return { ...live, captures };
}

interface CapturedSave extends SaveRequest {
  readonly workspace: string;
  readonly live: LiveHosts;
  /** As it was when the hosts were read. */
  readonly settled: SettledContents;
  readonly prepared: PreparedLines;
  readonly wasRestoring: boolean;
}

async function record(context: EngineContext, request: CapturedSave, call: Call): Promise<Saved> {
  const { store } = context;
  const { workspace, trigger, keepsOthers, accept, live, settled, prepared, hosts } = request;
  const standing = await standingOf(context, workspace);
  const previous = standing?.checkpoint;
  const fates = previous && (await fatesOf(context, previous, { live, hosts }));
  const seen = await draftOf(context, live, {
    workspace,
    trigger,
    previous,
    keepsOthers,
    ...(fates === undefined ? {} : { fates }),
    keepsContents: request.budgetLines === 'none',
    settled,
    prepared,
    call,
  });
  const isRestoring = request.wasRestoring || (await store.isRestoring());
  const drafted = { ...seen, draft: doubted(seen.draft, isRestoring) };
  const { draft, contents } = drafted;
  const lost = newlyLost(draft, previous);
  const isRecorded =
    trigger !== 'manual' &&
    standing !== undefined &&
    context.recorded.has(drafted, standing.checkpoint.id);
  if (isRecorded) {
    context.stamps.remember(standing.checkpoint, contents);
    return { commit: standing, live, lost };
  }
  call.progress('writing', 0, 0);
  const options = { acceptsLoss: accept };
  const commit = await store.commit({ draft, contents, options }, call);
  context.settled.remember(commit.checkpoint, contents);
  context.stamps.remember(commit.checkpoint, contents);
  context.recorded.remember(drafted, commit.checkpoint.id);
  const unwritten = await writeSessionFolder(context, commit.checkpoint);
  const unnoted = await noteAgents(context, live, { checkpoint: commit.checkpoint, call });
  const notices = [...commit.notices, ...worthTelling(draft, live), ...unwritten, ...unnoted];
  return { commit: { ...commit, notices }, live, lost };
}

/** What a capture could not see, and what is in the save though it does not run. */
function worthTelling(
  { quality }: CheckpointDraft,
  { unreachable }: LiveHosts,
): readonly Problem[] {
  return quality.problems.filter((problem) =>
    unreachable.every((host) => host.problem !== problem),
  );
}

function newlyLost(
  { hosts, quality }: CheckpointDraft,
  previous: Checkpoint | undefined,
): readonly string[] {
  const told = quality.problems.filter(({ code }) => code === 'HOST_LOST');
  return Object.keys(hosts).filter(
    (key) => previous?.hosts[key]?.status === 'ok' && told.some(({ subject }) => subject === key),
  );
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

/** The last save, if what it holds of a pane that is still the same is what would be recorded now. */
async function comparable(
  context: EngineContext,
  workspace: string,
): Promise<Checkpoint | undefined> {
  const { save_scrollback, max_scrollback_lines } = context.options;
  const previous = (await standingOf(context, workspace))?.checkpoint;
  const { scrollback, maxLines } = previous?.recording ?? {};
  const isAlike = scrollback === save_scrollback && maxLines === max_scrollback_lines;
  return isAlike ? previous : undefined;
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

/** The newest checkpoint of a workspace, as a save that adds nothing to it would tell. */
async function standingOf({ store }: EngineContext, name: string): Promise<Commit | undefined> {
  const workspaces = await store.workspaces();
  const found = workspaces.find((workspace) => workspace.name === name);
  if (found === undefined) return undefined;
  const { current, lastGood } = found;
  try {
    const checkpoint = await store.read(current);
    return { checkpoint, isNew: false, isLastGood: lastGood === current, notices: [] };
  } catch (failure) {
    if (failure instanceof StetError) return undefined;
    throw failure;
  }
}
