import { join } from 'node:path';
import { type Archive, rememberedIn } from './archive.ts';

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

/** The files of this name one folder further down. */
export async function filesNamed(
  folder: string,
  name: string,
  archive: Archive,
): Promise<readonly string[]> {
  return (await namesBelow(folder, archive)).get(name) ?? [];
}

const namesBelow = rememberedIn(async (folder, archive) => {
  const found = new Map<string, string[]>();
  for (const below of await archive.names(folder)) {
    for (const name of await archive.names(join(folder, below))) {
      found.set(name, [...(found.get(name) ?? []), join(folder, below, name)]);
    }
  }
  return found;
});
