import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the files of sessions that nobody holds any more. */
export async function sweepFiles(folder: string, ids: readonly string[]): Promise<void> {
  const known = new Set(ids);
  for (const name of await readdir(folder)) {
    if (!known.has(sessionOf(name))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Removes the files of one session. */
export async function removeFiles(folder: string, id: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (sessionOf(name) === id) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** The session that a file belongs to: its name up to the first dot. */
function sessionOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
