import { spawn } from 'node:child_process';
import { errnoOf } from './errno.ts';

/** From the terminal the kernel sends these to the child too; we only have to survive them. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;
/** These reach us alone and are passed on. */
const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Runs a program on our own terminal, in our process group, to its end: it reads and writes what
 * we would, and stops and continues with us. Ends as it ended: by its status, or by its signal.
 * @returns its exit status; 127 when there is no such program, 126 when it cannot be started
 */
export async function runInPlace(
  [file, ...words]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(file, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of FROM_TERMINAL) process.on(signal, survive);
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    const { code, signal } = await new Promise<Ending>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status, by) => resolve({ code: status, signal: by }));
    });
    if (signal !== null) return await endBy(signal);
    return code ?? 1;
  } catch (failure) {
    if (errnoOf(failure) === 'ENOENT') return 127;
    if (errnoOf(failure) === 'EACCES') return 126;
    throw failure;
  } finally {
    for (const signal of FROM_TERMINAL) process.off(signal, survive);
    for (const signal of PASSED_ON) process.off(signal, passOn);
  }
}

function survive(): void {}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Whoever waits for us shall see the signal that ended the program. */
async function endBy(signal: NodeJS.Signals): Promise<number> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return new Promise((resolve) => {
    setTimeout(() => resolve(1), 1_000);
  });
}
