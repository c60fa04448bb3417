import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errno.ts';

/**
 * Makes a folder and those above it; answers whether it was not there before. Node's own `recursive`
 * never ends, not even for Ctrl-C, where a folder that is there answers ENOENT: /proc, autofs.
 */
export function makeFolder(path: string, mode = 0o777): boolean {
  const parent = dirname(path);
  try {
    return makeOne(path, mode);
  } catch (failure) {
    if (errnoOf(failure) !== 'ENOENT' || parent === path) throw failure;
  }
  makeFolder(parent, mode);
  return makeOne(path, mode);
}

function makeOne(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (failure) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
    throw failure;
  }
}
