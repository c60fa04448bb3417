import { StetError } from '../../base/errors.ts';
import type { Checkpoint, CheckpointDraft, Problem } from '../../model/checkpoint.ts';
import { newUlid } from '../../model/ids.ts';
import { writableName } from '../../model/workspace-name.ts';
import type { Call } from '../../os/call.ts';
import { isUnchanged } from '../checkpoints/is-unchanged.ts';
import { seal } from '../checkpoints/manifest.ts';
import { doubts, markShrunken, unexplainedLoss, WORKSPACE_SHRUNK } from '../checkpoints/suspect.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { packWriter } from '../scrollback/pack-writer.ts';
import { type SavedContents, storeContents } from '../scrollback/store-contents.ts';
import { type Past, readPast } from './past.ts';
import { pointStore, readRef, workspaceRef } from './refs.ts';
import { soundId } from './standing.ts';
import { keepParent, type Step, writeStep } from './write-step.ts';

/** A capture on its way into the store. */
export interface Save {
  readonly draft: CheckpointDraft;
  /** What was on the panes, by pane id. */
  readonly contents: ReadonlyMap<string, SavedContents>;
  readonly options?: {
    /** Leaves last-good where it is, however good this save is. */
    readonly keepsLastGood?: boolean;
    /** Believes a save that holds much less than the last good one: somebody asked for it. */
    readonly acceptsLoss?: boolean;
    /** Also points this reference of the store at the checkpoint. */
    readonly ref?: 'pre-restore';
  };
}

/** What a save came to. */
export interface Commit {
  readonly checkpoint: Checkpoint;
  /** False when nothing had changed: `checkpoint` is then the one from before. */
  readonly isNew: boolean;
  /** Whether the workspace's last-good is this checkpoint. */
  readonly isLastGood: boolean;
  readonly notices: readonly Problem[];
}

/**
 * Makes a draft the newest checkpoint of its workspace. Only for the store's one writer.
 * @throws StetError NAME_INVALID, NOTHING_TO_SAVE
 */
export async function commit(open: OpenFolder, save: Save, call: Call): Promise<Commit> {
  const workspace = writableName(save.draft.workspace.name);
  refuseEmpty(save.draft, workspace);
  const past = await readPast(open, workspace);
  const id = newUlid(call.now(), call.entropy);
  const writer = await packWriter(open.paths.scrollback, id, past);
  const named = { ...save.draft, workspace: { name: workspace } };
  const stored = await storeContents(named, save.contents, { writer, call });
  const parent = past.current === undefined ? null : soundId(past.current);
  const judged = save.options?.acceptsLoss === true ? stored : judge(stored, past, id);
  // To seal a large save takes longer than to see that it says nothing new.
  const asBefore = unchangedParent(judged, past);
  const checkpoint = asBefore ?? seal(judged, { id, seq: past.catalog.lastSeq + 1, parent });
  const step: Step = { past, checkpoint, movesLastGood: mayBecomeLastGood(save, judged) };
  const unchanged = asBefore ?? unchangedParent(checkpoint, past);
  const isNew = unchanged === undefined;
  const kept = unchanged ?? checkpoint;
  if (isNew) await writeStep(open, step, { writer, call });
  else await keepParent(open, kept, step);
  if (save.options?.ref !== undefined) await pointStore(open.paths, save.options.ref, kept.id);
  const lastGood = await readRef(open, workspaceRef(open.paths, workspace, 'last-good'));
  return {
    checkpoint: kept,
    isNew,
    isLastGood: lastGood === kept.id,
    notices: noticesAbout(kept, past),
  };
}

function refuseEmpty(draft: CheckpointDraft, workspace: string): void {
  if (Object.keys(draft.panes).length > 0) return;
  throw new StetError(
    'NOTHING_TO_SAVE',
    `Cannot save workspace ${JSON.stringify(workspace)}: there is no pane`,
  );
}

function judge(draft: CheckpointDraft, { lastGood }: Past, id: string): CheckpointDraft {
  const loss = lastGood?.kind === 'ok' ? unexplainedLoss(draft, lastGood.checkpoint) : undefined;
  return loss === undefined ? draft : markShrunken(draft, loss, id);
}

function unchangedParent(draft: CheckpointDraft, { current }: Past): Checkpoint | undefined {
  if (current?.kind !== 'ok' || !isUnchanged(draft, current.checkpoint)) return undefined;
  return current.checkpoint;
}

function noticesAbout({ quality }: Checkpoint, { current }: Past): readonly Problem[] {
  const shrunken = quality.problems.filter(({ code }) => code === WORKSPACE_SHRUNK);
  return current?.kind === 'too-new' ? [newerParent(soundId(current)), ...shrunken] : shrunken;
}

function newerParent(id: string): Problem {
  return {
    code: 'CHECKPOINT_TOO_NEW',
    subject: id,
    message: `A newer stet saved this workspace before (${id}); that checkpoint is kept as it is`,
    fix: 'Update stet to restore it',
  };
}

function mayBecomeLastGood({ options }: Save, { quality }: CheckpointDraft): boolean {
  return options?.keepsLastGood !== true && doubts(quality).length === 0;
}
