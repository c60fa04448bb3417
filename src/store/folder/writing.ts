import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StetError } from '../../base/errors.ts';
import { newUlid } from '../../model/ids.ts';
import type { Call } from '../../os/call.ts';
import { ignore } from '../../os/errno.ts';
import { takeLock } from '../../os/lock.ts';
import { removeAbandoned } from '../../os/temporary.ts';
import { makePrivateFolder, writeFileAtomically } from '../../os/write-file.ts';
import { setAsideRenames } from '../checkpoints/renames.ts';
import { diskFailure } from './disk-failure.ts';
import { type OpenFolder, STORE_VERSION } from './open-folder.ts';
import type { StorePaths } from './store-paths.ts';

/** A save of 200 panes holds the lock for well under a second. */
const LOCK_TIMEOUT_MS = 10_000;

/**
 * Runs `work` as the one writer of the store, in folders that are there and swept.
 * @throws StetError STORE_BUSY, STORE_FULL, STORE_UNWRITABLE
 */
export async function writing<T>(open: OpenFolder, call: Call, work: () => Promise<T>): Promise<T> {
  const { paths } = open;
  try {
    const lock = await takeLock(paths.lock, { timeoutMs: LOCK_TIMEOUT_MS, signal: call.signal });
    if (lock.kind === 'busy') {
      throw new StetError('STORE_BUSY', `Cannot write to ${paths.root}: ${lock.holder} is writing`);
    }
    try {
      await prepareFolders(paths, call);
      await setAsideRenames(open);
      return await work();
    } finally {
      await lock.release();
    }
  } catch (failure) {
    throw diskFailure(failure, paths.root);
  }
}

async function prepareFolders(paths: StorePaths, call: Call): Promise<void> {
  await makePrivateFolder(paths.refs);
  const folders = [paths.checkpoints, paths.scrollback, paths.workspaces];
  const rare = [paths.restores, paths.quarantine];
  await Promise.all([...folders, ...rare].map(makePrivateFolder));
  await identify(paths, call);
  const workspaces = await readdir(paths.workspaces);
  const refs = workspaces.map((name) => join(paths.workspaces, name));
  const all = [paths.root, paths.refs, ...folders, ...rare, ...refs];
  await Promise.all(all.map(removeAbandoned));
}

async function identify(paths: StorePaths, call: Call): Promise<void> {
  const isThere = await access(paths.identity).then(() => true, ignore('ENOENT'));
  if (isThere === true) return;
  const identity = {
    format: 'stet-store',
    version: STORE_VERSION,
    id: newUlid(call.now(), call.entropy),
  };
  await writeFileAtomically(paths.identity, `${JSON.stringify(identity, null, 2)}\n`);
}
