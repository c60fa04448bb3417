import { constants, copyFile, link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bytesOf } from '../os/bytes.ts';
import { ignore } from '../os/errno.ts';

/** How many states of one transcript are kept. */
const KEPT = 3;
/** Above this a second name has to do: a copy would take long. */
const MAX_COPY_BYTES = 512 * 1024 * 1024;

/**
 * Keeps copies of a conversation's files before it is resumed; agents have truncated and deleted
 * them on that occasion. A state that was kept before is not copied again.
 * @param folder where the copies of this conversation go
 */
export async function protectTranscript(folder: string, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of files) await protectFile(folder, file);
}

async function protectFile(folder: string, file: string): Promise<void> {
  const state = await stat(bytesOf(file)).catch(ignore('ENOENT'));
  if (state === undefined) return;
  const copies = await copiesOf(folder, basename(file));
  const name = `${Math.trunc(state.mtimeMs)}-${basename(file)}`;
  if (copies.includes(name)) return;
  const copy = join(folder, name);
  if (state.size > MAX_COPY_BYTES) await link(bytesOf(file), copy).catch(ignore('EXDEV', 'EEXIST'));
  else await copyFile(bytesOf(file), copy, constants.COPYFILE_FICLONE);
  for (const old of copies.slice(KEPT - 1)) await rm(join(folder, old), { force: true });
}

/** Newest first. */
async function copiesOf(folder: string, name: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((copy) => copy.endsWith(`-${name}`))
    .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
}
