import { lstatSync, type Stats } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import { StetError } from '../base/errors.ts';
import { errnoOf } from './errno.ts';
import { makeFolder } from './make-folder.ts';
import { isOwnFolder } from './own-folder.ts';

/** What lives in the runtime folder. */
export interface RuntimePaths {
  readonly folder: string;
  /** The daemon's socket. */
  readonly socket: string;
  readonly holderSocket: string;
  /** Held by the daemon as long as it lives. */
  readonly daemonLock: string;
  /** Held by whoever starts a daemon. */
  readonly startLock: string;
  readonly daemonLog: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** sockaddr_un holds 108 bytes, the last of them 0 (unix(7)). */
const MAX_SOCKET_PATH_BYTES = 107;

/**
 * Where the socket lives: `$STET_SOCKET_DIR`, else `$XDG_RUNTIME_DIR/stet`, else `~/.stet`, else
 * `/tmp/stet-UID`. Empty variables count as unset; so do a runtime folder and a home that are not
 * there or belong to somebody else, as they do under sudo. bin/stet chooses in the same way.
 * @throws StetError SOCKET_UNSAFE for a relative STET_SOCKET_DIR
 */
export function chooseRuntimeFolder(env: Environment): string {
  const chosen = env['STET_SOCKET_DIR'] ?? '';
  if (chosen !== '') {
    if (isAbsolute(chosen)) return normalize(chosen);
    throw unsafe(chosen, 'it is not an absolute path');
  }
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  if (isOwnFolder(runtime)) return join(runtime, 'stet');
  const home = env['HOME'] ?? '';
  if (isOwnFolder(home)) return join(home, '.stet');
  return `/tmp/stet-${userInfo().uid}`;
}

/** The names in a runtime folder. @throws StetError SOCKET_UNSAFE when they would be too long */
export function runtimePaths(folder: string): RuntimePaths {
  const holderSocket = join(folder, 'holder.sock');
  if (Buffer.byteLength(holderSocket) > MAX_SOCKET_PATH_BYTES) {
    throw unsafe(folder, `the path of a socket has at most ${MAX_SOCKET_PATH_BYTES} bytes`);
  }
  return {
    folder,
    socket: join(folder, 'stet.sock'),
    holderSocket,
    daemonLock: join(folder, 'daemon.lock'),
    startLock: join(folder, 'start.lock'),
    daemonLog: join(folder, 'daemon.log'),
  };
}

/**
 * Makes the runtime folder (0700) when it is missing. One that was there is used as it is or not
 * at all: its mode is never changed.
 * @throws StetError SOCKET_UNSAFE, SOCKET_FAILED
 */
export async function openRuntimeFolder(folder: string): Promise<RuntimePaths> {
  const paths = runtimePaths(folder);
  try {
    if (makeFolder(folder, 0o700)) await chmod(folder, 0o700);
  } catch (failure) {
    throw runtimeFailure(failure, folder);
  }
  refuseUnsafeFolder(folder);
  return paths;
}

/** Whether the folder is there. @throws StetError SOCKET_UNSAFE when it is and others can enter */
export function refuseUnsafeFolder(folder: string): boolean {
  const entry = entryAt(folder);
  if (entry === undefined) return false;
  if (entry.isSymbolicLink()) throw unsafe(folder, 'it is a symbolic link');
  if (!entry.isDirectory()) throw unsafe(folder, 'it is not a folder');
  if (entry.uid !== process.getuid?.()) throw unsafe(folder, 'it belongs to another user');
  if ((entry.mode & 0o077) !== 0) {
    const octal = (entry.mode & 0o777).toString(8);
    throw unsafe(folder, `it is open to others (${octal})`, {
      hint: `Run "chmod 700 ${folder}" if it is meant for stet alone, or set STET_SOCKET_DIR`,
    });
  }
  return true;
}

/**
 * Whether a socket of ours is at the path.
 * @throws StetError SOCKET_UNSAFE for anything else that is there
 */
export function refuseUnsafeSocket(path: string): boolean {
  const entry = entryAt(path);
  if (entry === undefined) return false;
  const hint = 'Look at what put it there and remove it; or set STET_SOCKET_DIR';
  if (entry.isSymbolicLink()) throw unsafe(path, 'it is a symbolic link', { hint });
  if (!entry.isSocket()) throw unsafe(path, 'it is not a socket', { hint });
  if (entry.uid !== process.getuid?.()) throw unsafe(path, 'it belongs to another user', { hint });
  return true;
}

/** What a system call that failed in the runtime folder means to the user. */
export function runtimeFailure(failure: unknown, path: string): unknown {
  const code = errnoOf(failure);
  if (code === undefined || failure instanceof StetError) return failure;
  const why = ['ENOSPC', 'EDQUOT'].includes(code) ? 'the disk is full' : 'it cannot be written to';
  return new StetError('SOCKET_FAILED', `Cannot use ${JSON.stringify(path)}: ${why} (${code})`, {
    cause: failure,
  });
}

function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (failure) {
    throw runtimeFailure(failure, path);
  }
}

function unsafe(path: string, why: string, options = {}): StetError {
  return new StetError('SOCKET_UNSAFE', `Cannot use ${JSON.stringify(path)}: ${why}`, options);
}
