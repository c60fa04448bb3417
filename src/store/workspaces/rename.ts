import { rename } from 'node:fs/promises';
import { StetError } from '../../base/errors.ts';
import { workspaceName, writableName } from '../../model/workspace-name.ts';
import { ignore } from '../../os/errno.ts';
import { syncFolder } from '../../os/write-file.ts';
import { readCatalog } from '../checkpoints/catalog.ts';
import { writeRenames } from '../checkpoints/renames.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { workspaceNotFound } from './not-found.ts';
import { removeRef, workspaceFolder } from './refs.ts';
import { membersOf } from './standing.ts';

/**
 * Gives a workspace with its history another name; no checkpoint is written again. Returns how
 * many checkpoints it has. Only for the store's one writer.
 * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND, WORKSPACE_EXISTS
 */
export async function renameWorkspace(open: OpenFolder, from: string, to: string): Promise<number> {
  const [oldName, newName] = [workspaceName(from), writableName(to)];
  const catalog = await readCatalog(open);
  const count = membersOf(catalog, oldName).length;
  if (count === 0) throw workspaceNotFound(catalog, oldName);
  if (oldName === newName) return count;
  if (membersOf(catalog, newName).length > 0) {
    throw new StetError(
      'WORKSPACE_EXISTS',
      `Cannot rename to ${JSON.stringify(newName)}: it is taken`,
    );
  }
  const { paths } = open;
  await removeRef(workspaceFolder(paths, newName));
  // This one write is the rename. Cut short after it, the references are lost and found again.
  const entry = { from: oldName, to: newName, seq: catalog.lastSeq };
  await writeRenames(paths, [...catalog.renames, entry]);
  await rename(workspaceFolder(paths, oldName), workspaceFolder(paths, newName)).catch(
    ignore('ENOENT'),
  );
  await syncFolder(paths.workspaces);
  return count;
}
