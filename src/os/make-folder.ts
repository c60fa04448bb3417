import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errno.ts';

/**
 * Makes a folder and those above it; answers whether it was not there before. Node's own `recursive`
 * never ends, not even for Ctrl-C, where a folder that is there answers ENOENT: /proc, autofs.
 */
export function makeFolder(path: string, mode = 0o777): boolean {
  const refusal = refusalOf(path, mode);
  if (refusal === undefined) return true;
  if (isFolder(path)) return false;
  const parent = dirname(path);
  if (errnoOf(refusal) !== 'ENOENT' || parent === path) throw refusal;
  makeFolder(parent, mode);
  const again = refusalOf(path, mode);
  // Somebody else may have made it in between.
  if (again !== undefined && !isFolder(path)) throw again;
  return again === undefined;
}

function refusalOf(path: string, mode: number): unknown {
  try {
    mkdirSync(path, { mode });
    return undefined;
  } catch (failure) {
    return failure;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
