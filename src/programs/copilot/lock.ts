import { join } from 'node:path';
import type { Doubt, Environment, Probe, Sighting } from '../agent.ts';

/** A lock older than its process is one of an earlier process with that pid. */
export const CLOCK_SLACK_MS = 5_000;

/** `session-state/ID/inuse.PID.lock`, written by this process and not by an earlier one. */
export function lockProbe(homeOf: (environment: Environment) => string): Probe {
  return async ({ process: { epoch, environment, ageMs }, archive }) => {
    const folder = join(homeOf(environment), 'session-state');
    const name = `inuse.${epoch.pid}.lock`;
    const ids: string[] = [];
    let stale = 0;
    for (const id of await archive.names(folder)) {
      if (!(await archive.names(join(folder, id))).includes(name)) continue;
      const writtenAt = (await archive.changedAt(join(folder, id, name))) ?? 0;
      if (writtenAt >= Date.now() - ageMs - CLOCK_SLACK_MS) ids.push(id);
      else stale += 1;
    }
    return judge(ids, stale);
  };
}

function judge(ids: readonly string[], stale: number): Sighting | Doubt | undefined {
  const [id] = ids;
  if (ids.length > 1) return { doubt: `it holds ${ids.length} locks` };
  if (id !== undefined) return { id, certainty: 'exact-live', via: 'lock of the session' };
  return stale > 0 ? { doubt: 'its lock is of an earlier process' } : undefined;
}
