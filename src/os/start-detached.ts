import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** A process that outlives the one that starts it. */
export interface DetachedCommand {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets what the process prints; made (0600) when it is missing. */
  readonly logFile: string;
  readonly signal: AbortSignal;
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;

/**
 * Starts a process in a session of its own, without a terminal, in "/". Resolves with the first
 * line that it writes to descriptor 3, or with an empty one when it ends without a word.
 * @throws the reason of the signal, and what the system says when it cannot be started
 */
export async function startDetached(command: DetachedCommand): Promise<string> {
  command.signal.throwIfAborted();
  const [file, ...args] = command.argv;
  const log = openSync(command.logFile, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    const child = spawn(file, args, {
      cwd: '/',
      detached: true,
      env: command.env,
      stdio: ['ignore', log, log, 'pipe'],
    });
    return await firstWord(child, command.signal);
  } finally {
    closeSync(log);
  }
}

async function firstWord(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const pipe = child.stdio[3];
  if (!isReadable(pipe)) throw new Error('Descriptor 3 of a child is a pipe');
  const giveUp = (): void => void pipe.destroy(reasonOf(signal));
  signal.addEventListener('abort', giveUp, { once: true });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  try {
    return await Promise.race([firstLine(pipe), failed]);
  } finally {
    signal.removeEventListener('abort', giveUp);
    pipe.destroy();
    child.unref();
  }
}

async function firstLine(pipe: Readable): Promise<string> {
  let text = '';
  for await (const chunk of pipe.setEncoding('utf8')) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split('\n', 1)[0] ?? '';
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && 'setEncoding' in stream;
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
