import { rm } from 'node:fs/promises';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Call } from '../../os/call.ts';
import { indexEntry } from '../checkpoints/catalog.ts';
import { writeIndex } from '../checkpoints/index-file.ts';
import { writeManifest } from '../checkpoints/manifest.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { manifestPath, type StorePaths } from '../folder/store-paths.ts';
import type { SegmentWriter } from '../scrollback/segments.ts';
import type { Past } from './past.ts';
import { pointStore, pointWorkspace, readRef, workspaceRef } from './refs.ts';
import { soundId } from './standing.ts';

/** A checkpoint, ready to be written after its workspace's past. */
export interface Step {
  readonly past: Past;
  readonly checkpoint: Checkpoint;
  readonly movesLastGood: boolean;
}

/** Contents, then the manifest, then the references: each is complete before it is pointed at. */
export async function writeStep(
  open: OpenFolder,
  step: Step,
  tools: { writer: SegmentWriter; call: Call },
): Promise<void> {
  const { past, checkpoint, movesLastGood } = step;
  const { id, seq, workspace } = checkpoint;
  const sizeBytes = await writeFiles(open.paths, checkpoint, tools);
  if (past.lastGood !== undefined && startsBoot(checkpoint, past)) {
    await pointStore(open.paths, 'boot-start', soundId(past.lastGood));
  }
  const lastGood = movesLastGood ? { 'last-good': id } : {};
  await pointWorkspace(open.paths, workspace.name, { current: id, ...lastGood });
  const entries = [indexEntry(checkpoint, sizeBytes), ...past.catalog.entries];
  await writeIndex(open.paths, { lastSeq: seq, entries });
}

/** All or nothing, until the manifest is durable: from then on the checkpoint is there to stay. */
async function writeFiles(
  paths: StorePaths,
  checkpoint: Checkpoint,
  { writer, call }: { writer: SegmentWriter; call: Call },
): Promise<number> {
  try {
    await writer.finish();
    call.signal.throwIfAborted();
    return await writeManifest(paths, checkpoint);
  } catch (failure) {
    // The first failure is the one to tell; what cannot be taken back, nothing refers to.
    await Promise.allSettled([rm(manifestPath(paths, checkpoint.id), { force: true })]);
    await Promise.allSettled([writer.discard()]);
    throw failure;
  }
}

function startsBoot({ clock }: Checkpoint, { current }: Past): boolean {
  return current?.kind === 'ok' && current.checkpoint.clock.bootId !== clock.bootId;
}

/** Nothing to write but references that a doubt or damage had kept from the parent. */
export async function keepParent(
  open: OpenFolder,
  { id, workspace }: Checkpoint,
  { movesLastGood }: Step,
): Promise<void> {
  const refs = movesLastGood ? (['current', 'last-good'] as const) : (['current'] as const);
  for (const ref of refs) {
    const pointed = await readRef(open, workspaceRef(open.paths, workspace.name, ref));
    if (pointed !== id) await pointWorkspace(open.paths, workspace.name, { [ref]: id });
  }
}
