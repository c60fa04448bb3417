import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { errnoOf } from './errno.ts';

/** Whether `path` is absolute and a folder that is there and belongs to this user. */
export function isOwnFolder(path: string): boolean {
  if (!isAbsolute(path)) return false;
  try {
    const entry = statSync(path, { throwIfNoEntry: false });
    return entry?.isDirectory() === true && entry.uid === process.getuid?.();
  } catch (failure) {
    // a name too long, a loop of links, a folder that we may not look into
    if (errnoOf(failure) === undefined) throw failure;
    return false;
  }
}
