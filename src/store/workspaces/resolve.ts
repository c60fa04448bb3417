import { StetError } from '../../base/errors.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { DEFAULT_WORKSPACE, workspaceName } from '../../model/workspace-name.ts';
import { type Catalog, readCatalog } from '../checkpoints/catalog.ts';
import type { Listed } from '../checkpoints/manifest.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { checkpointNotFound, workspaceNotFound } from './not-found.ts';
import { readOne } from './read-one.ts';
import { membersOf, soundByRef, soundId, soundInsteadOf } from './standing.ts';

/** What a user means by a name or an id. */
export type Target =
  | { readonly kind: 'workspace'; readonly name: string }
  | { readonly kind: 'checkpoint'; readonly id: string };

const ID_PREFIX = /^[0-7][0-9A-HJKMNP-TV-Z]{3,25}$/;
const ID_LENGTH = 26;

/**
 * The checkpoint that `target` stands for: an id or its beginning, or the best of a workspace. What it
 * took to know that it is sound is not done twice.
 */
export async function findCheckpoint(open: OpenFolder, target: string): Promise<Checkpoint> {
  const found = await findBest(open, target);
  if (found.kind === 'ok') return found.checkpoint;
  return readOne(open, found.kind === 'checkpoint' ? found.id : soundId(found));
}

type Best = Listed | Extract<Target, { kind: 'checkpoint' }>;

async function findBest(open: OpenFolder, target: string): Promise<Best> {
  const catalog = await readCatalog(open);
  const found = findTarget(catalog, target);
  if (found.kind === 'checkpoint') return found;
  const workspace = found.name;
  const sound =
    (await soundByRef(open, catalog, { workspace, ref: 'last-good' })) ??
    (await soundByRef(open, catalog, { workspace, ref: 'current' })) ??
    (await soundInsteadOf(open, catalog, { workspace }));
  if (sound !== undefined) return sound;
  const newer = membersOf(catalog, workspace).find(({ isTooNew }) => isTooNew);
  if (newer !== undefined) return { kind: 'checkpoint', id: newer.id };
  throw new StetError(
    'CHECKPOINT_CORRUPT',
    `Cannot find an undamaged checkpoint of workspace ${JSON.stringify(workspace)}`,
    { hint: `The damaged files are kept in ${open.paths.quarantine}` },
  );
}

/**
 * '' is the default workspace; a workspace's name comes before the beginning of an id.
 * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND, CHECKPOINT_NOT_FOUND, CHECKPOINT_AMBIGUOUS
 */
export function findTarget(catalog: Catalog, target: string): Target {
  const name = workspaceName(target === '' ? DEFAULT_WORKSPACE : target);
  const isSaved =
    membersOf(catalog, name).length > 0 ||
    catalog.damaged.some(({ workspace }) => workspace === name);
  if (isSaved) return { kind: 'workspace', name };
  const prefix = target.toUpperCase();
  const ids = [...catalog.entries, ...catalog.damaged]
    .map(({ id }) => id)
    .filter((id) => ID_PREFIX.test(prefix) && id.startsWith(prefix));
  const [id, ...others] = ids;
  if (id === undefined) {
    throw prefix.length === ID_LENGTH && ID_PREFIX.test(prefix)
      ? checkpointNotFound(target)
      : workspaceNotFound(catalog, name);
  }
  if (others.length === 0) return { kind: 'checkpoint', id };
  throw new StetError(
    'CHECKPOINT_AMBIGUOUS',
    `Cannot tell which checkpoint ${JSON.stringify(target)} is: ${ids.length} begin with it`,
  );
}
