import { readlink } from 'node:fs/promises';
import { type ProcessStat, processStat, processTable } from '../../os/process-table.ts';
import type { LivePty } from './live-pty.ts';

/**
 * The processes on a terminal. While its program runs that is the program's session, whatever
 * process groups it has formed. A process that has left for a session of its own belongs to it as
 * long as it reads from or writes to the terminal and has got no other. When the program has
 * ended the session's number may be another's, so the terminal alone counts.
 */
export async function processesOn(pty: LivePty): Promise<readonly ProcessStat[]> {
  const table = await processTable();
  const found: ProcessStat[] = [];
  for (const one of table.values()) {
    if (one.pid === process.pid || one.state === 'Z') continue;
    const isMember = pty.exit === undefined && one.session === pty.pid;
    if (isMember || (one.terminal === 0 && (await uses(one.pid, pty.device)))) found.push(one);
  }
  return found;
}

/** The process group in the foreground of a terminal, while its program runs. */
export async function foregroundGroup(pty: LivePty): Promise<number | undefined> {
  if (pty.exit !== undefined) return undefined;
  const group = (await processStat(pty.pid))?.foregroundGroup ?? -1;
  return group > 0 ? group : undefined;
}

async function uses(pid: number, device: string): Promise<boolean> {
  const links = await Promise.all(
    [0, 1, 2].map(async (fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  return links.includes(device);
}
