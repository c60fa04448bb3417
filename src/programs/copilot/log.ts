import { join } from 'node:path';
import type { Environment, Probe } from '../agent.ts';
import { CLOCK_SLACK_MS } from './lock.ts';

/** What the program writes when it puts a session on the screen. */
const SHOWN = /\[INFO\] Registering foreground session: ([0-9a-f-]{36})$/gm;

/**
 * `logs/process-STARTED-PID.log`, for the time between a resume and the first word, when there is
 * no lock yet. The last session that this process put on the screen is the one it shows.
 */
export function logProbe(homeOf: (environment: Environment) => string): Probe {
  return async ({ process: { epoch, environment, ageMs }, archive }) => {
    const folder = join(homeOf(environment), 'logs');
    const name = archive
      .names(folder)
      .filter((file) => startedAt(file, epoch.pid) >= Date.now() - ageMs - CLOCK_SLACK_MS)
      .toSorted()
      .at(-1);
    if (name === undefined) return undefined;
    const id = [...(await archive.text(join(folder, name))).matchAll(SHOWN)].at(-1)?.[1];
    return id === undefined
      ? undefined
      : { id, certainty: 'exact-live', via: 'log of the process' };
  };
}

/** Milliseconds since 1970; NaN for the log of another process. */
function startedAt(name: string, pid: number): number {
  const [, started, owner] = /^process-(\d+)-(\d+)\.log$/.exec(name) ?? [];
  return owner === String(pid) ? Number(started) : Number.NaN;
}
