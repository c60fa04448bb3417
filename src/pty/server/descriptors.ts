import { readFileSync } from 'node:fs';

/** A terminal has its master and its device open. */
const DESCRIPTORS_PER_PTY = 2;
/** For sockets, the log, /proc and Node itself. */
const RESERVED_DESCRIPTORS = 64;

/** How many terminals this process can hold within its limit of open files. */
export function maxPtys(): number {
  const [, limit] =
    /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
  if (limit === undefined) return Infinity;
  return Math.floor((Number(limit) - RESERVED_DESCRIPTORS) / DESCRIPTORS_PER_PTY);
}
