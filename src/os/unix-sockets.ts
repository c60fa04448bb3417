import { join } from 'node:path';
import { readKernelFile } from './kernel-file.ts';
import { directoryOf, openFilesOf } from './process-table.ts';

/**
 * Sockets of this machine that somebody listens on: inode to path as it was bound, which may be a
 * relative one, or `@name` (proc_net_unix(5)).
 */
export async function listeningSockets(): Promise<ReadonlyMap<number, string>> {
  const ACCEPTS_CONNECTIONS = '00010000';
  const sockets = new Map<number, string>();
  for (const line of readKernelFile('/proc/net/unix').split('\n').slice(1)) {
    const [, flags, inode, path] = /^\S+: \S+ \S+ (\S+) \S+ \S+ +(\d+) (.+)$/s.exec(line) ?? [];
    if (flags === ACCEPTS_CONNECTIONS && path !== undefined) sockets.set(Number(inode), path);
  }
  return sockets;
}

/**
 * Where a process listens, of the sockets that `listeningSockets` found. A relative path is taken
 * from the directory that the process works in, where it was when it bound it.
 */
export async function socketsOf(
  pid: number,
  listening: ReadonlyMap<number, string>,
): Promise<readonly string[]> {
  const bound = (await socketInodesOf(pid)).flatMap((inode) => listening.get(inode) ?? []);
  if (bound.every(isWhole)) return bound;
  const directory = await directoryOf(pid);
  return bound.flatMap((path) =>
    isWhole(path) ? [path] : directory === undefined ? [] : [join(directory, path)],
  );
}

function isWhole(path: string): boolean {
  return path.startsWith('/') || path.startsWith('@');
}

/** The inodes of a process's open sockets; none for a process that is gone or not ours. */
async function socketInodesOf(pid: number): Promise<readonly number[]> {
  return (await openFilesOf(pid)).flatMap((link) => {
    const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
    return inode === undefined ? [] : [Number(inode)];
  });
}
