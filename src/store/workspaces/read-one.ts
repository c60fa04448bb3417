import { StetError } from '../../base/errors.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { openCheckpoint, readCatalog } from '../checkpoints/catalog.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { checkpointNotFound } from './not-found.ts';
import { soundId, soundInsteadOf } from './standing.ts';

/** @throws StetError CHECKPOINT_NOT_FOUND, CHECKPOINT_CORRUPT, CHECKPOINT_TOO_NEW */
export async function readOne(open: OpenFolder, id: string): Promise<Checkpoint> {
  const catalog = await readCatalog(open);
  const entry = catalog.entries.find((candidate) => candidate.id === id);
  const damaged = catalog.damaged.find((report) => report.id === id);
  if (damaged !== undefined) throw await corrupt(open, { ...damaged, id });
  if (entry === undefined) throw checkpointNotFound(id);
  const manifest = await openCheckpoint(open, catalog, id);
  if (manifest.kind === 'ok') return manifest.checkpoint;
  if (manifest.kind === 'too-new') throw tooNew(id);
  if (manifest.kind === 'absent') throw checkpointNotFound(id);
  const { workspaceNow: workspace } = entry;
  throw await corrupt(open, { id, workspace, problems: manifest.problems });
}

/** A checkpoint that only a newer stet can read, and that this one leaves alone. */
export function tooNew(id: string): StetError {
  return new StetError('CHECKPOINT_TOO_NEW', `Cannot use checkpoint ${id}: a newer stet wrote it`);
}

interface Damage {
  readonly id: string;
  readonly workspace: string | null;
  readonly problems: readonly string[];
}

async function corrupt(open: OpenFolder, damage: Damage): Promise<StetError> {
  const { id, workspace, problems } = damage;
  const catalog = await readCatalog(open);
  const next =
    workspace === null ? undefined : await soundInsteadOf(open, catalog, { workspace, id });
  const advice =
    next === undefined
      ? 'no other one of its workspace is left'
      : `the next good one is ${soundId(next)}`;
  return new StetError(
    'CHECKPOINT_CORRUPT',
    `Cannot read checkpoint ${id}: it is damaged; ${advice}`,
    {
      log: problems,
      ...(next === undefined ? {} : { hint: `Run "stet restore ${soundId(next)}"` }),
    },
  );
}
