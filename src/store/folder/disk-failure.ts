import { StetError } from '../../base/errors.ts';
import { errnoOf } from '../../os/errno.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const UNWRITABLE = new Set([
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
  'ENOENT',
]);

/** What a failed write in the store means to the user; any other failure comes back as it is. */
export function diskFailure(failure: unknown, folder: string): unknown {
  const code = errnoOf(failure) ?? '';
  if (FULL.has(code)) {
    return new StetError('STORE_FULL', `Cannot write to ${folder}: the disk is full (${code})`, {
      cause: failure,
    });
  }
  if (UNWRITABLE.has(code)) {
    return new StetError('STORE_UNWRITABLE', `Cannot write to ${folder} (${code})`, {
      cause: failure,
    });
  }
  return failure;
}
