import { join } from 'node:path';
import { type ErrorCode, errorCodes, StetError } from '../base/errors.ts';
import { runtimeFailure } from '../os/runtime-folder.ts';
import { startDetached } from '../os/start-detached.ts';
import { type Greeting, RemoteHolder } from './client/remote-holder.ts';
import type { Holder } from './holder.ts';
import { type HolderVersions, holderVersions, speaks } from './wire/owner-frames.ts';
import { reachHolder } from './wire/reach.ts';

/** A holder may end for want of work between its start and our connection. */
const ATTEMPTS = 3;

/** How a holder is started when none runs. */
export interface HolderStart {
  /** The program src/main/holder.ts, as it was built. */
  readonly script: string;
  readonly signal: AbortSignal;
}

/**
 * Becomes the owner of the holder in a runtime folder, which is ours and closed to others; starts
 * one when none runs. Whoever was its owner before is not any more.
 * @throws StetError SOCKET_UNSAFE, DAEMON_VERSION, DAEMON_UNREACHABLE; the reason of the signal
 */
export async function connectHolder(folder: string, start: HolderStart): Promise<Holder> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    start.signal.throwIfAborted();
    const found = await findHolder(folder);
    if (found !== undefined) return found;
    await startHolder(folder, start);
  }
  throw unreachableHolder(`it ended ${ATTEMPTS} times`, folder);
}

/** As `connectHolder`, but undefined when no holder runs. `versions`: what this end speaks. */
export async function findHolder(
  folder: string,
  versions = holderVersions,
): Promise<Holder | undefined> {
  const greeted = await greet(folder, versions.newest);
  if (greeted === undefined || greeted.isOwner) return greeted?.holder;
  const { version } = greeted;
  if (!speaks(versions, version)) throw otherVersion(greeted, versions);
  return (await greet(folder, version))?.holder;
}

interface Greeted extends Greeting {
  readonly holder: Holder;
  readonly isOwner: boolean;
}

async function greet(folder: string, version: number): Promise<Greeted | undefined> {
  const socket = await reachHolder(folder);
  if (socket === undefined) return undefined;
  const holder = new RemoteHolder(socket);
  const greeting = await holder.greet(version);
  if (greeting === undefined) return undefined;
  const isOwner = greeting.version === version;
  if (!isOwner) await holder[Symbol.asyncDispose]();
  return { ...greeting, holder, isOwner };
}

function otherVersion({ version, pid }: Greeting, { oldest, newest }: HolderVersions): StetError {
  const ours = oldest === newest ? `${newest}` : `${oldest} to ${newest}`;
  const message = `Cannot reach the sessions: their holder speaks version ${version}, this stet ${ours}`;
  return new StetError('DAEMON_VERSION', message, {
    hint: `They run on. Use the stet that started them; or end them all: 'kill ${pid}'`,
  });
}

/** Whether a holder runs, without becoming its owner. @throws StetError SOCKET_UNSAFE */
export async function isHolderRunning(folder: string): Promise<boolean> {
  const socket = await reachHolder(folder);
  socket?.destroy();
  return socket !== undefined;
}

/**
 * Resolves when a holder runs. Of many that are started at once one stays, by its lock; each says
 * when that one can be reached.
 */
async function startHolder(folder: string, { script, signal }: HolderStart): Promise<void> {
  const logFile = join(folder, 'holder.log');
  const line = await startDetached({
    argv: [process.execPath, script, folder, '--tell-starter'],
    // What Node may need to run at all. Programs get what they are spawned with.
    env: { PATH: process.env['PATH'], LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] },
    logFile,
    signal,
  }).catch((failure: unknown) => {
    throw runtimeFailure(failure, logFile);
  });
  if (line === 'ready') return;
  const [, code = '', message = line] = /^([A-Z_]+) (.*)$/.exec(line) ?? [];
  if (isErrorCode(code)) throw new StetError(code, message);
  throw unreachableHolder(line === '' ? 'it ended at once' : line, folder);
}

function unreachableHolder(why: string, folder: string): StetError {
  return new StetError('DAEMON_UNREACHABLE', `Cannot reach the holder of terminals: ${why}`, {
    hint: `Read ${join(folder, 'holder.log')}`,
  });
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorCodes;
}
