import type { Archive } from './archive.ts';

/** Homes of agents: there is one for each user and setting. */
const MAX_KEPT = 16;

interface WorkedOut<T> {
  readonly value: T;
  /** The names that it was worked out from, by folder. */
  readonly from: ReadonlyMap<string, readonly string[]>;
  /** Those that are known to hold the same names. */
  readonly archives: WeakSet<Archive>;
}

/**
 * What is worked out from the names in a folder and in those below, once for each archive, and
 * again only when one of those folders has changed.
 * @param work must ask for every name by its second argument, and for nothing else
 */
export function workedOut<T>(
  work: (folder: string, names: (folder: string) => readonly string[]) => T,
): (folder: string, archive: Archive) => T {
  const kept = new Map<string, WorkedOut<T>>();
  return (folder, archive) => {
    const known = kept.get(folder);
    if (known !== undefined && isSame(known, archive)) return known.value;
    const from = new Map<string, readonly string[]>();
    const value = work(folder, (below) => {
      const names = archive.names(below);
      from.set(below, names);
      return names;
    });
    kept.delete(folder);
    kept.set(folder, { value, from, archives: new WeakSet([archive]) });
    for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
    return value;
  };
}

/** A folder that has not changed has the very list that it had. */
function isSame({ from, archives }: WorkedOut<unknown>, archive: Archive): boolean {
  if (archives.has(archive)) return true;
  for (const [folder, names] of from) if (archive.names(folder) !== names) return false;
  archives.add(archive);
  return true;
}
