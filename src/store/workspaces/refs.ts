import { lstat, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Ulid } from '../../model/ids.ts';
import { ignore } from '../../os/errno.ts';
import { makePrivateFolder, syncFolder, writeFileAtomically } from '../../os/write-file.ts';
import { quarantineStray } from '../checkpoints/quarantine-stray.ts';
import { type OpenFolder, tell } from '../folder/open-folder.ts';
import { readStored } from '../folder/read-stored.ts';
import type { StorePaths } from '../folder/store-paths.ts';

/** References of one workspace. `current` is the newest, `last-good` the one to restore. */
export type WorkspaceRef = 'current' | 'last-good';

/** References of the whole store. */
export type StoreRef = 'pre-restore' | 'boot-start';

export function workspaceFolder(paths: StorePaths, workspace: string): string {
  return join(paths.workspaces, workspace);
}

export function workspaceRef(paths: StorePaths, workspace: string, ref: WorkspaceRef): string {
  return join(workspaceFolder(paths, workspace), ref);
}

export function storeRef(paths: StorePaths, ref: StoreRef): string {
  return join(paths.refs, ref);
}

/** The checkpoint that a reference names; undefined for a missing or, with a notice, a damaged one. */
export async function readRef(open: OpenFolder, path: string): Promise<string | undefined> {
  const stored = await readStored(path);
  if (stored.kind === 'absent') return undefined;
  const id = Ulid.safeParse(stored.kind === 'text' ? stored.text.trim() : undefined);
  if (id.success) return id.data;
  const why = stored.kind === 'text' ? 'it holds no id' : `it cannot be read (${stored.code})`;
  const subject = relative(open.paths.root, path);
  tell(open, {
    code: 'REFERENCE_DAMAGED',
    subject,
    message: `The reference ${JSON.stringify(subject)} is damaged: ${why}`,
    fix: 'The best checkpoint is found without it; the next save writes it again',
  });
  return undefined;
}

/** Points a reference of a workspace at a checkpoint. */
export async function pointWorkspace(
  paths: StorePaths,
  workspace: string,
  to: Partial<Readonly<Record<WorkspaceRef, string>>>,
): Promise<void> {
  const folder = workspaceFolder(paths, workspace);
  const there = await stat(folder).catch(ignore('ENOENT'));
  if (there?.isDirectory() === false) await quarantineStray(paths, folder, IN_THE_WAY);
  await makePrivateFolder(folder);
  const lastGood = to['last-good'];
  if (to.current !== undefined) {
    await point(paths, workspaceRef(paths, workspace, 'current'), to.current);
  }
  if (lastGood !== undefined) {
    await point(paths, workspaceRef(paths, workspace, 'last-good'), lastGood);
  }
}

/** Points a reference of the store at a checkpoint. */
export async function pointStore(paths: StorePaths, ref: StoreRef, id: string): Promise<void> {
  await point(paths, storeRef(paths, ref), id);
}

/** Removes a reference, or all of a workspace's with its folder. */
export async function removeRef(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path)).catch(ignore('ENOENT'));
}

const IN_THE_WAY = 'something else is in the place of a reference';

/** A folder that stands in the way of a reference is set aside. */
async function point(paths: StorePaths, path: string, id: string): Promise<void> {
  const there = await lstat(path).catch(ignore('ENOENT'));
  if (there?.isDirectory() === true) await quarantineStray(paths, path, IN_THE_WAY);
  await writeFileAtomically(path, `${id}\n`);
}
