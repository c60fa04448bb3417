import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { takeLock } from '../../os/lock.ts';
import { makePrivateFolder } from '../../os/write-file.ts';
import { diskFailure } from './disk-failure.ts';
import type { OpenFolder } from './open-folder.ts';

/** Hundreds of panes take seconds; whoever waits longer is told so. */
const LOCK_TIMEOUT_MS = 60_000;

/**
 * Runs `work` as the only restore under way: two terminals that open at once and both restore
 * must not open everything twice. The second finds it all there.
 * @throws StetError STORE_BUSY, STORE_FULL, STORE_UNWRITABLE
 */
export async function restoring<T>(
  { paths }: OpenFolder,
  call: Call,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await takeRestoreLock(paths.root, paths.restoreLock, call);
  if (lock.kind === 'busy') {
    throw new StetError('STORE_BUSY', `Cannot restore now: ${lock.holder} is restoring`);
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function takeRestoreLock(
  root: string,
  path: string,
  call: Call,
): ReturnType<typeof takeLock> {
  try {
    await makePrivateFolder(root);
    return await takeLock(path, { timeoutMs: LOCK_TIMEOUT_MS, signal: call.signal });
  } catch (failure) {
    throw diskFailure(failure, root);
  }
}
