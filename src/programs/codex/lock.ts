import { openFilesOf } from '../../os/process-table.ts';
import type { Probe } from '../agent.ts';

const LOCK = /\/thread-writer-locks\/([0-9a-f-]{36})\.lock$/;

/** A process that runs its conversation itself holds the lock of the thread open. */
export const lockProbe: Probe = async ({ process }) => {
  const open = await openFilesOf(process.epoch.pid);
  const ids = new Set(open.flatMap((path) => LOCK.exec(path)?.[1] ?? []));
  const [id] = ids;
  if (id === undefined) return undefined;
  if (ids.size > 1) return { doubt: `it writes ${ids.size} threads at once` };
  return { id, certainty: 'exact-live', via: 'lock of the thread' };
};
