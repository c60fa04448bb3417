import { constants, copyFile, open, rm } from 'node:fs/promises';
import { bytesOf } from './bytes.ts';
import { ignore } from './errno.ts';
import { stampOf } from './file-stamp.ts';

/** A writer that empties its log while we copy makes us begin again, so often at most. */
const ATTEMPTS = 5;
/** What tells one filling of a write-ahead log from the next stands in its header. */
const LOG_HEADER_BYTES = 32;

/**
 * Copies a SQLite database with its write-ahead log while its owner goes on working, as of one of
 * its last commits: `target` and `target-wal` open as any database does. Nothing is locked.
 *
 * Commits only add to the log, and what is added after the copy began may be in it or not. Moving
 * the log into the database changes that, and a log that begins anew has another header: then
 * the two copies do not belong together.
 * @returns whether the copy is whole; without one, nothing is left at the target
 */
export async function copyDatabase(path: string, target: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await stateOf(path);
    await copyFile(bytesOf(path), bytesOf(target), constants.COPYFILE_FICLONE);
    await copyLog(path, target);
    if ((await stateOf(path)) === before) return true;
  }
  await rm(bytesOf(target), { force: true });
  await rm(bytesOf(`${target}-wal`), { force: true });
  return false;
}

async function copyLog(path: string, target: string): Promise<void> {
  const [from, to] = [bytesOf(`${path}-wal`), bytesOf(`${target}-wal`)];
  await rm(to, { force: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE).catch(ignore('ENOENT'));
}

async function stateOf(path: string): Promise<string> {
  return `${stampOf(path).state} ${await logHeader(path)}`;
}

async function logHeader(path: string): Promise<string> {
  const log = await open(bytesOf(`${path}-wal`), 'r').catch(ignore('ENOENT'));
  if (log === undefined) return '';
  try {
    const header = Buffer.alloc(LOG_HEADER_BYTES);
    await log.read(header, 0, LOG_HEADER_BYTES, 0);
    return header.toString('hex');
  } finally {
    await log.close();
  }
}
