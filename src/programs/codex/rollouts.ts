import { join } from 'node:path';
import { folderIn } from '../agent-home.ts';
import type { Environment, Place } from '../agent.ts';
import { type Archive, rememberedIn } from '../archive.ts';

export function homeOf(environment: Environment): string {
  return folderIn(environment, 'CODEX_HOME', '.codex');
}

/** The transcripts of a thread: sessions/YEAR/MONTH/DAY/rollout-…-ID.jsonl, with or without `.zst`. */
export async function rolloutsOf(
  id: string,
  { environment, archive }: Pick<Place, 'environment' | 'archive'>,
): Promise<readonly string[]> {
  return (await rollouts(homeOf(environment), archive)).get(id) ?? [];
}

/** The threads that have a transcript. */
export async function storedThreads(
  environment: Environment,
  archive: Archive,
): Promise<Iterable<string>> {
  return (await rollouts(homeOf(environment), archive)).keys();
}

/** The id of a thread in the name of a file of it. */
export const ID_IN_NAME = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:lock|jsonl)/;

const rollouts = rememberedIn(async (home, archive) => {
  const found = new Map<string, string[]>();
  for (const path of await filesIn(join(home, 'sessions'), archive, 3)) {
    const id = ID_IN_NAME.exec(path)?.[1];
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), path]);
  }
  return found;
});

async function filesIn(
  folder: string,
  archive: Archive,
  levels: number,
): Promise<readonly string[]> {
  const paths = (await archive.names(folder)).map((name) => `${folder}/${name}`);
  if (levels === 0) return paths;
  const below = paths.filter((path) => /\/\d+$/.test(path));
  return (await Promise.all(below.map(async (path) => filesIn(path, archive, levels - 1)))).flat();
}
