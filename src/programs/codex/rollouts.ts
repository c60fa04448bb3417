import { join } from 'node:path';
import { folderIn } from '../agent-home.ts';
import type { Environment, Place } from '../agent.ts';
import { workedOut } from '../work-out.ts';

/** The transcripts of a thread: sessions/YEAR/MONTH/DAY/rollout-…-ID.jsonl, with or without `.zst`. */
export function rolloutsOf(
  id: string,
  { environment, archive }: Pick<Place, 'environment' | 'archive'>,
): readonly string[] {
  return rollouts(homeOf(environment), archive).get(id) ?? [];
}

/** The threads with a transcript or a lock whose id begins so; at least with its first 18 characters. */
export function threadsLike(
  start: string,
  { environment, archive }: Pick<Place, 'environment' | 'archive'>,
): readonly string[] {
  const threads = threadsByStart(homeOf(environment), archive).get(start.slice(0, START_LENGTH));
  return (threads ?? []).filter((id) => id.startsWith(start));
}

/** The time in a UUIDv7 and the first of what is random. */
const START_LENGTH = 18;

function homeOf(environment: Environment): string {
  return folderIn(environment, 'CODEX_HOME', '.codex');
}

type Names = (folder: string) => readonly string[];

const rollouts = workedOut(rolloutsIn);

const threadsByStart = workedOut((home, names) => {
  const locks = names(join(home, 'thread-writer-locks'));
  const locked = locks.flatMap((name) => ID_IN_NAME.exec(name)?.[1] ?? []);
  const found = new Map<string, string[]>();
  for (const id of new Set([...locked, ...rolloutsIn(home, names).keys()])) {
    const start = id.slice(0, START_LENGTH);
    found.set(start, [...(found.get(start) ?? []), id]);
  }
  return found;
});

function rolloutsIn(home: string, names: Names): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of filesIn(join(home, 'sessions'), names, 3)) {
    const id = ID_IN_NAME.exec(path)?.[1];
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), path]);
  }
  return found;
}

/** The id of a thread in the name of a file of it. */
const ID_IN_NAME = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:lock|jsonl)/;

function filesIn(folder: string, names: Names, levels: number): readonly string[] {
  const paths = names(folder).map((name) => `${folder}/${name}`);
  if (levels === 0) return paths;
  const below = paths.filter((path) => /\/\d+$/.test(path));
  return below.flatMap((path) => filesIn(path, names, levels - 1));
}
