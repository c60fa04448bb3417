import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Ulid } from '../../model/ids.ts';
import { ignore } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { parseJson } from '../folder/parse-json.ts';
import { readStored } from '../folder/read-stored.ts';
import type { StorePaths } from '../folder/store-paths.ts';
import { RestoreRecord } from '../restore-record.ts';

/** Writes a record, or a newer state of it. Only for the store's one writer. */
export async function writeRestore(paths: StorePaths, record: RestoreRecord): Promise<void> {
  const file = { format: 'stet-restore', version: 1, ...RestoreRecord.parse(record) };
  await writeFileAtomically(restorePath(paths, record.id), `${JSON.stringify(file, null, 2)}\n`);
}

/** Undefined for a record that is not there or damaged. */
export async function readRestore(
  paths: StorePaths,
  id: string,
): Promise<RestoreRecord | undefined> {
  if (!Ulid.safeParse(id).success) return undefined;
  const stored = await readStored(restorePath(paths, id));
  const record = RestoreRecord.safeParse(
    stored.kind === 'text' ? parseJson(stored.text) : undefined,
  );
  return record.success ? record.data : undefined;
}

/** The newest restore that is not itself an undo and was not undone yet. */
export async function newestRestore(paths: StorePaths): Promise<RestoreRecord | undefined> {
  for (const id of await newestFirst(paths)) {
    const record = await readRestore(paths, id);
    if (record !== undefined && !record.isUndo && record.undoneBy === null) return record;
  }
  return undefined;
}

/** So many restores back a pane may have been opened; one opened earlier was used since. */
const REMEMBERED_RESTORES = 20;

/** How many saved lines each pane showed when a restore opened it last. */
export async function shownLines(paths: StorePaths): Promise<ReadonlyMap<string, number>> {
  const records = await recentRestores(paths);
  return new Map(records.flatMap(({ shown }) => Object.entries(shown)));
}

/** The checkpoint from which each pane was restored last. */
export async function restoredFrom(paths: StorePaths): Promise<ReadonlyMap<string, string>> {
  const records = await recentRestores(paths);
  return new Map(
    records.flatMap(({ checkpoint, opened }) =>
      opened.panes.map((id) => [id, checkpoint] as const),
    ),
  );
}

/** Oldest first. */
async function recentRestores(paths: StorePaths): Promise<readonly RestoreRecord[]> {
  const recent = (await newestFirst(paths)).slice(0, REMEMBERED_RESTORES).toReversed();
  const records = await Promise.all(recent.map(async (id) => readRestore(paths, id)));
  return records.filter((record) => record !== undefined);
}

async function newestFirst(paths: StorePaths): Promise<readonly string[]> {
  const names = (await readdir(paths.restores).catch(ignore('ENOENT'))) ?? [];
  return names
    .map((name) => name.replace(/\.json$/, ''))
    .toSorted()
    .toReversed();
}

function restorePath(paths: StorePaths, id: string): string {
  return join(paths.restores, `${id}.json`);
}
