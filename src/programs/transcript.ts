import { join } from 'node:path';
import { workedOut } from './work-out.ts';

/** Paths of files, by their names. */
export type NamedFiles = ReadonlyMap<string, readonly string[]>;

/** The files one folder further down. */
export const filesBelow = workedOut((folder, names) => filesAt(folder, 1, names));

/** The files two folders further down. */
export const filesTwoBelow = workedOut((folder, names) => filesAt(folder, 2, names));

/** Those whose name a conversation's id decides. */
export function filesWhere(files: NamedFiles, isOwn: (name: string) => boolean): readonly string[] {
  return [...files].flatMap(([name, paths]) => (isOwn(name) ? paths : []));
}

function filesAt(
  folder: string,
  levels: number,
  names: (folder: string) => readonly string[],
): NamedFiles {
  let folders = [folder];
  for (let level = 0; level < levels; level += 1) {
    folders = folders.flatMap((above) => names(above).map((name) => join(above, name)));
  }
  const found = new Map<string, string[]>();
  for (const below of folders) {
    for (const name of names(below)) {
      const paths = found.get(name) ?? [];
      found.set(name, paths);
      paths.push(join(below, name));
    }
  }
  return found;
}
