import { realpath } from 'node:fs/promises';
import { StetError } from '../base/errors.ts';
import { ignore } from '../os/errno.ts';
import type { FileChange } from './integration.ts';
import { readSettings } from './read-settings.ts';

/** A whole file of ours among those of the user. */
export interface OwnFile {
  readonly path: string;
  readonly text: string;
  /** What an earlier stet wrote there, perhaps from another place. */
  readonly isOurs: RegExp;
  readonly hasOwnFolder?: boolean;
}

/**
 * The change that lays a file of ours, or takes it away again; undefined when nothing is to be done.
 * @throws StetError CONFIG_INVALID when a file of that name is there that stet did not write
 */
export async function planOwnFile(
  { path: given, text, isOurs, hasOwnFolder = false }: OwnFile,
  wanted: 'install' | 'remove',
): Promise<FileChange | undefined> {
  const path = (await realpath(given).catch(ignore('ENOENT'))) ?? given;
  const before = await readSettings(path);
  const isForeign = before !== undefined && !isOurs.test(before);
  if (wanted === 'remove') {
    return before === undefined || isForeign
      ? undefined
      : { path, before, after: undefined, hasOwnFolder };
  }
  if (isForeign) {
    throw new StetError('CONFIG_INVALID', `Cannot replace ${path}: stet did not write it`, {
      hint: 'Move the file away, then run "stet integrate" again',
    });
  }
  return before === text ? undefined : { path, before, after: text };
}
