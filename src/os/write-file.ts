import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ignore } from './errno.ts';
import { temporaryPath } from './temporary.ts';

/**
 * Writes a private file (0600) so that a reader, now or after a power cut, finds the old one or
 * the new one whole: temporary file, fsync, rename, fsync of the folder. A failure leaves the old.
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = await temporaryPath(path);
  try {
    await writeDurably(temporary, data);
    await rename(temporary, path);
  } catch (failure) {
    // The first failure is the one to tell; litter that stays is swept by the next writer.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw failure;
  }
  await syncFolder(dirname(path));
}

/** Makes a private folder (0700, whatever the umask) unless it is there; its parent must be. */
export async function makePrivateFolder(path: string): Promise<void> {
  const isMade = await mkdir(path, { mode: 0o700 }).then(() => true, ignore('EEXIST'));
  if (isMade !== true) return;
  await chmod(path, 0o700);
  await syncFolder(dirname(path));
}

/** Makes the names in a folder (created, renamed, removed) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeDurably(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}
