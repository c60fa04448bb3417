import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignore } from '../../os/errno.ts';
import { syncFolder } from '../../os/write-file.ts';
import { type Catalog, type Entry, readCatalog } from '../checkpoints/catalog.ts';
import { writeIndex } from '../checkpoints/index-file.ts';
import { quarantinedFiles } from '../checkpoints/quarantine.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { manifestPath, type StorePaths } from '../folder/store-paths.ts';
import { tooNew } from './read-one.ts';
import {
  pointWorkspace,
  readRef,
  removeRef,
  storeRef,
  workspaceFolder,
  workspaceRef,
} from './refs.ts';
import { findTarget, type Target } from './resolve.ts';
import { membersOf } from './standing.ts';

/** What a deletion took away. */
export interface Removal {
  /** Ids of checkpoints, damaged ones included. */
  readonly deleted: readonly string[];
  readonly freedBytes: number;
}

/**
 * Deletes a workspace with its history, or one checkpoint; then the packs that nothing refers to
 * any more. References go first, so that none ever points at nothing. Only for the one writer.
 * @throws StetError as `findTarget`, and CHECKPOINT_TOO_NEW: those are left for who wrote them
 */
export async function removeTarget(open: OpenFolder, target: string): Promise<Removal> {
  const catalog = await readCatalog(open, { isFresh: true });
  const doomed = doomedBy(catalog, findTarget(catalog, target));
  const newer = catalog.entries.find(({ id, isTooNew }) => isTooNew && doomed.has(id));
  if (newer !== undefined) throw tooNew(newer.id);
  return removeCheckpoints(open, catalog, doomed);
}

/** Deletes checkpoints, then the packs that nothing refers to any more. Only for the one writer. */
export async function removeCheckpoints(
  open: OpenFolder,
  catalog: Catalog,
  doomed: ReadonlySet<string>,
): Promise<Removal> {
  const { paths } = open;
  const rest = {
    ...catalog,
    entries: catalog.entries.filter(({ id }) => !doomed.has(id)),
    damaged: catalog.damaged.filter(({ id }) => !doomed.has(id)),
  };
  await releaseRefs(open, { before: catalog, rest, doomed });
  let freedBytes = 0;
  for (const id of doomed) {
    freedBytes += await removeFiles([
      manifestPath(paths, id),
      ...(await quarantinedFiles(paths, id)),
    ]);
  }
  await syncFolder(paths.checkpoints);
  await writeIndex(paths, rest);
  freedBytes += await removeFiles(await unusedPacks(paths, rest));
  return { deleted: [...doomed], freedBytes };
}

interface Cut {
  readonly before: Catalog;
  readonly rest: Catalog;
  readonly doomed: ReadonlySet<string>;
}

function doomedBy(catalog: Catalog, target: Target): ReadonlySet<string> {
  if (target.kind === 'checkpoint') return new Set([target.id]);
  const damaged = catalog.damaged.filter(({ workspace }) => workspace === target.name);
  return new Set([...membersOf(catalog, target.name), ...damaged].map(({ id }) => id));
}

async function releaseRefs(open: OpenFolder, cut: Cut): Promise<void> {
  const { before, doomed } = cut;
  const touched = before.entries.filter(({ id }) => doomed.has(id));
  for (const workspace of new Set(touched.map(({ workspaceNow }) => workspaceNow))) {
    await repointWorkspace(open, workspace, cut);
  }
  for (const ref of ['pre-restore', 'boot-start'] as const) {
    const path = storeRef(open.paths, ref);
    if (doomed.has((await readRef(open, path)) ?? '')) await removeRef(path);
  }
}

async function repointWorkspace(
  open: OpenFolder,
  workspace: string,
  { before, rest, doomed }: Cut,
): Promise<void> {
  const { paths } = open;
  const members = membersOf(rest, workspace);
  if (members.length === 0) {
    await removeRef(workspaceFolder(paths, workspace));
    return;
  }
  for (const ref of ['current', 'last-good'] as const) {
    const path = workspaceRef(paths, workspace, ref);
    const id = await readRef(open, path);
    if (id === undefined || !doomed.has(id)) continue;
    const heir = ref === 'current' ? members[0] : nextGood(members, before, id);
    if (heir === undefined) await removeRef(path);
    else await pointWorkspace(paths, workspace, { [ref]: heir.id });
  }
}

/** The newest good one that is older than `id`, else the oldest good one. */
function nextGood(members: readonly Entry[], before: Catalog, id: string): Entry | undefined {
  const seq = before.entries.find((entry) => entry.id === id)?.seq ?? 0;
  const good = members.filter(({ isSuspect, isTooNew }) => !isSuspect && !isTooNew);
  return good.find((entry) => entry.seq < seq) ?? good.at(-1);
}

/** None while a checkpoint is there whose references this stet cannot read. */
async function unusedPacks(paths: StorePaths, rest: Catalog): Promise<readonly string[]> {
  if (rest.entries.some(({ isTooNew }) => isTooNew)) return [];
  const used = new Set([...rest.entries, ...rest.damaged].flatMap(({ packs }) => packs));
  const packs = (await readdir(paths.scrollback)).filter((name) => name.endsWith('.pack'));
  return packs.filter((name) => !used.has(name)).map((name) => join(paths.scrollback, name));
}

/** Returns how many bytes that freed. */
async function removeFiles(files: readonly string[]): Promise<number> {
  let freedBytes = 0;
  for (const path of files) {
    const found = await stat(path).catch(ignore('ENOENT'));
    await rm(path, { force: true });
    freedBytes += found?.size ?? 0;
  }
  return freedBytes;
}
