import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { epochOf } from './epoch.ts';
import { ignore } from './errno.ts';
import { processStat } from './process-table.ts';

const TEMPORARY = /^\..+\.(\d+)-(\d+)\.[0-9a-f]{16}\.tmp$/;

/** A fresh hidden name beside `path`. It carries its process, so that others know when it is litter. */
export async function temporaryPath(path: string): Promise<string> {
  const epoch = await epochOf(process.pid);
  const owner = `${process.pid}-${epoch?.startTime ?? 0}`;
  const unique = randomBytes(8).toString('hex');
  return join(dirname(path), `.${basename(path)}.${owner}.${unique}.tmp`);
}

/** Removes what `temporaryPath` named in `folder` for processes that have ended since. */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(ignore('ENOENT', 'ENOTDIR'))) ?? [];
  for (const name of names) {
    const [, pid, startTime] = TEMPORARY.exec(name) ?? [];
    if (pid === undefined || (await isRunning(Number(pid), Number(startTime)))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Whether that very process still does anything; one that ended but was not collected does not. */
export async function isRunning(pid: number, startTime: number): Promise<boolean> {
  const stat = await processStat(pid);
  return stat?.startTime === startTime && stat.state !== 'Z' && stat.state !== 'X';
}
