import { readdirSync } from 'node:fs';
import { bytesOf } from '../os/bytes.ts';
import { stampOf } from '../os/file-stamp.ts';
import { Unchanged } from '../os/unchanged.ts';

/** Of names and folders together, about 100 bytes each. */
const MAX_KEPT = 100_000;

const kept = new Unchanged<readonly string[]>(MAX_KEPT);

const NONE: readonly string[] = [];

/**
 * The names in a folder; none when it cannot be read. Agents have hundreds of folders, and few of
 * them change: of a folder that has not, it is the very list of the last time.
 */
export function namesIn(folder: string): readonly string[] {
  const stamp = stampOf(folder);
  if (!stamp.isFolder) return NONE;
  const known = kept.known(folder, stamp);
  if (known !== undefined) return known;
  try {
    const names = readdirSync(bytesOf(folder));
    return kept.keep(folder, stamp, names, names.length + 1);
  } catch {
    return NONE;
  }
}
