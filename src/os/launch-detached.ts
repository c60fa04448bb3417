import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

/** A program that outlives this process, in a session of its own and without a terminal. */
export interface DetachedCommand {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Takes what it prints. */
  readonly logFile: string;
}

export interface DetachedProcess {
  readonly pid: number;
  readonly hasEnded: () => boolean;
}

/** Starts it; a program that is not there throws Node's ENOENT. */
export async function launchDetached(command: DetachedCommand): Promise<DetachedProcess> {
  const [file, ...args] = command.argv;
  const log = await open(command.logFile, 'a', 0o600);
  try {
    const child = spawn(file, args, {
      env: command.env,
      cwd: command.cwd,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', resolve);
    });
    child.unref();
    return {
      pid: child.pid ?? 0,
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    };
  } finally {
    await log.close();
  }
}
