import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Ulid } from '../../model/ids.ts';
import { ignore } from '../../os/errno.ts';
import { makePrivateFolder, syncFolder, writeFileAtomically } from '../../os/write-file.ts';
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

/** The checkpoint that a reference names; undefined for a missing or damaged one. */
export async function readRef(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(ignore('ENOENT'));
  const id = Ulid.safeParse(text?.trim());
  return id.success ? id.data : undefined;
}

/** Points a reference of a workspace at a checkpoint. */
export async function pointWorkspace(
  paths: StorePaths,
  workspace: string,
  to: Partial<Readonly<Record<WorkspaceRef, string>>>,
): Promise<void> {
  await makePrivateFolder(workspaceFolder(paths, workspace));
  const lastGood = to['last-good'];
  if (to.current !== undefined) await point(workspaceRef(paths, workspace, 'current'), to.current);
  if (lastGood !== undefined) await point(workspaceRef(paths, workspace, 'last-good'), lastGood);
}

/** Points a reference of the store at a checkpoint. */
export async function pointStore(paths: StorePaths, ref: StoreRef, id: string): Promise<void> {
  await point(storeRef(paths, ref), id);
}

/** Removes a reference, or all of a workspace's with its folder. */
export async function removeRef(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path)).catch(ignore('ENOENT'));
}

async function point(path: string, id: string): Promise<void> {
  await writeFileAtomically(path, `${id}\n`);
}
