import { resolve } from 'node:path';

/** A path as the caller wrote it, from the root. */
export function absolutePath(cwd: string, written: string): string {
  return resolve(cwd, written);
}
