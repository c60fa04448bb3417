import { join } from 'node:path';
import type { Doubt, Environment, Probe, Sighting } from '../agent.ts';
import { workedOut } from '../work-out.ts';

/** A lock older than its process is one of an earlier process with that pid. */
export const CLOCK_SLACK_MS = 5_000;

/** `session-state/ID/inuse.PID.lock`, written by this process and not by an earlier one. */
export function lockProbe(homeOf: (environment: Environment) => string): Probe {
  return async ({ process: { epoch, environment, ageMs }, archive }) => {
    const folder = join(homeOf(environment), 'session-state');
    const name = `inuse.${epoch.pid}.lock`;
    const held = heldSessions(folder, archive).get(name) ?? [];
    const ids = held.filter((id) => {
      const writtenAt = archive.changedAt(join(folder, id, name)) ?? 0;
      return writtenAt >= Date.now() - ageMs - CLOCK_SLACK_MS;
    });
    return judge(ids, held.length - ids.length);
  };
}

/** The sessions that hold a lock, by its name: there are hundreds of sessions, and few are open. */
const heldSessions = workedOut((folder, names) => {
  const held = new Map<string, string[]>();
  for (const id of names(folder)) {
    for (const name of names(join(folder, id))) {
      if (!name.startsWith('inuse.')) continue;
      held.set(name, [...(held.get(name) ?? []), id]);
    }
  }
  return held;
});

function judge(ids: readonly string[], stale: number): Sighting | Doubt | undefined {
  const [id] = ids;
  if (ids.length > 1) return { doubt: `it holds ${ids.length} locks` };
  if (id !== undefined) return { id, certainty: 'exact-live', via: 'lock of the session' };
  return stale > 0 ? { doubt: 'its lock is of an earlier process' } : undefined;
}
