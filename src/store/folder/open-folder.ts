import { chmod, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Problem } from '../../model/checkpoint.ts';
import { ignore } from '../../os/errno.ts';
import { makeFolder } from '../../os/make-folder.ts';
import { diskFailure } from './disk-failure.ts';
import { parseJson } from './parse-json.ts';
import { type StorePaths, storePaths } from './store-paths.ts';

/** The newest layout of the folder that this stet reads and writes. */
export const STORE_VERSION = 1;

/** A store's folder, found safe to use, and what there is to say about it. */
export interface OpenFolder {
  readonly paths: StorePaths;
  /** Added to by whoever finds a damaged file; taken by the engine to show. */
  readonly notices: Problem[];
}

/** Says something about the store once, however often it is found until somebody takes it. */
export function tell({ notices }: Pick<OpenFolder, 'notices'>, notice: Problem): void {
  const isTold = notices.some(
    ({ code, subject }) => code === notice.code && subject === notice.subject,
  );
  if (!isTold) notices.push(notice);
}

const Identity = z.object({ format: z.literal('stet-store'), version: z.int().positive() });

/**
 * Makes the folder (0700) when it is missing. One that was there is used as it is or not at all:
 * its mode is never changed.
 * @throws StetError STORE_UNSAFE, STORE_UNWRITABLE, CHECKPOINT_TOO_NEW
 */
export async function openFolder(folder: string): Promise<OpenFolder> {
  const paths = storePaths(resolve(folder));
  try {
    await makeUnlessThere(paths.root);
    await refuseUnsafe(paths.root);
    await refuseNewer(paths);
  } catch (failure) {
    throw diskFailure(failure, paths.root);
  }
  return { paths, notices: [] };
}

async function makeUnlessThere(root: string): Promise<void> {
  if (makeFolder(root, 0o700)) await chmod(root, 0o700);
}

async function refuseUnsafe(root: string): Promise<void> {
  const { uid, mode } = await stat(root);
  if (uid !== process.getuid?.()) {
    throw new StetError('STORE_UNSAFE', `Cannot use ${root}: it belongs to another user`);
  }
  if ((mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8);
    throw new StetError('STORE_UNSAFE', `Cannot use ${root}: it is open to others (${octal})`, {
      hint: `Run "chmod 700 ${root}" if it is meant for stet alone`,
    });
  }
}

async function refuseNewer({ root, identity }: StorePaths): Promise<void> {
  const text = await readFile(identity, 'utf8').catch(ignore('ENOENT'));
  const parsed = Identity.safeParse(text === undefined ? undefined : parseJson(text));
  if (parsed.success && parsed.data.version > STORE_VERSION) {
    throw new StetError(
      'CHECKPOINT_TOO_NEW',
      `Cannot use ${root}: a newer stet made it (version ${parsed.data.version})`,
      { hint: 'Update stet to use it; nothing in it was changed' },
    );
  }
}
