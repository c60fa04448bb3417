import { StetError } from '../../base/errors.ts';
import { errnoOf } from '../../os/errno.ts';
import type { OpenFolder } from './open-folder.ts';

/**
 * Reads from the store without its lock.
 * @throws StetError STORE_UNWRITABLE when the folder itself cannot be read, and what `work` throws
 */
export async function reading<T>({ paths }: OpenFolder, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    const code = errnoOf(failure);
    if (code === undefined || failure instanceof StetError) throw failure;
    throw new StetError('STORE_UNWRITABLE', `Cannot read ${paths.root} (${code})`, {
      cause: failure,
    });
  }
}
