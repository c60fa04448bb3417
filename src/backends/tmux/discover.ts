import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../model/checkpoint.ts';
import { type Call, type Caller, callerOf } from '../../os/call.ts';
import { processTable } from '../../os/process-table.ts';
import { listeningSockets, socketsOf } from '../../os/unix-sockets.ts';
import type { Endpoint } from '../backend.ts';

/**
 * Every tmux server of this user: the sockets in the folders where `tmux` and `tmux -L` put
 * them, and, for `-S`, the sockets that processes named "tmux: server" listen on. A socket that
 * nobody listens on any more is left out.
 */
export async function discover(
  sockets: readonly string[],
  call: Call,
): Promise<readonly Endpoint[]> {
  if (sockets.length > 0) return chosen(sockets);
  const listening = await listeningSockets();
  const paths = new Set(listening.values());
  const found = (await Promise.all(socketFolders(callerOf(call)).map(socketsIn))).flat();
  const served = await socketsOfServers(listening);
  const alive = new Set([...found.filter((path) => paths.has(path)), ...served]);
  return Promise.all([...alive].toSorted().map(inspect));
}

/** `/tmp/tmux-UID`, and the same under TMUX_TMPDIR (tmux.c, make_label). */
function socketFolders({ env }: Caller): readonly string[] {
  const owner = `tmux-${process.getuid?.() ?? 0}`;
  const bases = new Set(['/tmp', env['TMUX_TMPDIR'] ?? '/tmp']);
  return [...bases].map((base) => join(base, owner));
}

async function socketsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

async function socketsOfServers(
  listening: ReadonlyMap<number, string>,
): Promise<readonly string[]> {
  const servers = [...(await processTable()).values()].filter(
    ({ name }) => name === 'tmux: server',
  );
  const own = await Promise.all(servers.map(async ({ pid }) => ((await isOurs(pid)) ? pid : 0)));
  const living = own.filter((pid) => pid > 0);
  return (await Promise.all(living.map(async (pid) => socketsOf(pid, listening)))).flat();
}

async function isOurs(pid: number): Promise<boolean> {
  const owner = await stat(`/proc/${pid}`).then(
    ({ uid }) => uid,
    () => undefined,
  );
  return owner === process.getuid?.();
}

async function chosen(sockets: readonly string[]): Promise<readonly Endpoint[]> {
  const listening = await listeningSockets();
  const paths = new Set(listening.values());
  const isCertain = sockets.every((path) => paths.has(path));
  const served = new Set(isCertain ? [] : await socketsOfServers(listening));
  return sockets
    .filter((path) => paths.has(path) || served.has(path))
    .map((address) => ({ address }));
}

/** A server whose socket file somebody removed still runs; only it can make the file again. */
async function inspect(address: string): Promise<Endpoint> {
  const isThere = await lstat(address).then(
    (file) => file.isSocket(),
    () => false,
  );
  return isThere ? { address } : { address, problem: socketGone(address) };
}

function socketGone(address: string): Problem {
  return {
    code: 'HOST_REFUSED',
    subject: `tmux:${address}`,
    message: `A tmux server runs, but its socket ${JSON.stringify(address)} is gone`,
    fix: 'Send the server SIGUSR1 and it makes the socket again: pkill -USR1 -x "tmux: server"',
  };
}
