import { readFile, rename, stat } from 'node:fs/promises';
import { StetError } from '../base/errors.ts';
import { ignore } from '../os/errno.ts';
import { takeLock } from '../os/lock.ts';
import { openRuntimeFolder, runtimeFailure, type RuntimePaths } from '../os/runtime-folder.ts';
import { startDetached } from '../os/start-detached.ts';
import { failureFromBody, isRecord } from '../protocol/wire.ts';
import { answers } from './answers.ts';

/** Others start it as well, one after the other; each finds it running as soon as one has. */
const TURN_TIMEOUT_MS = 60_000;
const LAST_WORDS_LINES = 10;
const MAX_LOG_BYTES = 1024 * 1024;

/** How a daemon is started. */
export interface DaemonStart {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Makes sure that a daemon answers in the folder. Of many callers at once, one starts it.
 * @throws StetError SOCKET_UNSAFE, SOCKET_FAILED, DAEMON_UNREACHABLE, what it says as it starts
 */
export async function startDaemon(
  folder: string,
  start: DaemonStart,
  signal: AbortSignal,
): Promise<void> {
  const paths = await openRuntimeFolder(folder);
  try {
    const turn = await takeLock(paths.startLock, { timeoutMs: TURN_TIMEOUT_MS, signal });
    if (turn.kind === 'busy') {
      throw unreachable(`another command has been starting it for long: ${turn.holder}`);
    }
    try {
      if (!(await answers(paths.socket))) await startAlone(paths, start, signal);
    } finally {
      await turn.release();
    }
  } catch (failure) {
    throw runtimeFailure(failure, folder);
  }
}

async function startAlone(
  { daemonLog: logFile }: RuntimePaths,
  { argv, env }: DaemonStart,
  signal: AbortSignal,
): Promise<void> {
  await turnLog(logFile);
  const word = await startDetached({ argv, env, logFile, signal });
  const told: unknown = word === '' ? {} : JSON.parse(word);
  if (!isRecord(told)) throw unreachable(`it said ${word}`);
  if ('error' in told) throw failureFromBody(told['error']);
  if (!('ready' in told)) throw unreachable('it ended as it started', await lastWords(logFile));
}

/** Two logs at most: the one that is written and the one before. */
async function turnLog(path: string): Promise<void> {
  const { size = 0 } = (await stat(path).catch(ignore('ENOENT'))) ?? {};
  if (size > MAX_LOG_BYTES) await rename(path, `${path}.1`);
}

async function lastWords(logFile: string): Promise<readonly string[]> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-LAST_WORDS_LINES);
}

function unreachable(why: string, log: readonly string[] = []): StetError {
  return new StetError('DAEMON_UNREACHABLE', `Cannot start the daemon: ${why}`, { log });
}
