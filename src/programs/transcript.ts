import { join } from 'node:path';
import type { Archive } from './archive.ts';

/** The files one folder further down whose name a conversation's id decides. */
export async function filesBelow(
  folder: string,
  archive: Archive,
  nameIn: (names: readonly string[]) => readonly string[],
): Promise<readonly string[]> {
  const folders = await archive.names(folder);
  const found = await Promise.all(
    folders.map(async (name) => {
      const own = join(folder, name);
      return nameIn(await archive.names(own)).map((file) => join(own, file));
    }),
  );
  return found.flat();
}
