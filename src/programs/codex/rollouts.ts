import { join } from 'node:path';
import { folderIn } from '../agent-home.ts';
import type { Environment, Place } from '../agent.ts';
import type { Archive } from '../archive.ts';

export function homeOf(environment: Environment): string {
  return folderIn(environment, 'CODEX_HOME', '.codex');
}

/** The transcripts of a thread: sessions/YEAR/MONTH/DAY/rollout-…-ID.jsonl, with or without `.zst`. */
export async function rolloutsOf(
  id: string,
  { environment, archive }: Pick<Place, 'environment' | 'archive'>,
): Promise<readonly string[]> {
  const all = await rollouts(join(homeOf(environment), 'sessions'), archive, 3);
  return all.filter((path) => path.includes(`${id}.jsonl`));
}

async function rollouts(
  folder: string,
  archive: Archive,
  levels: number,
): Promise<readonly string[]> {
  const names = (await archive.names(folder)).map((name) => join(folder, name));
  if (levels === 0) return names;
  const below = names.filter((path) => /\/\d+$/.test(path));
  return (await Promise.all(below.map(async (path) => rollouts(path, archive, levels - 1)))).flat();
}
