import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf } from '../../os/errno.ts';

/** A program, the thread that waits for it, and what others start at the same moment. */
const NEEDED_TASKS = 16;
const CONTROL_GROUPS = '/sys/fs/cgroup';

/**
 * Whether the system lets us start a program and the thread that waits for it. The binding would
 * end this process, and with it every terminal, if the thread could not be made.
 */
export function hasProcessRoom(): boolean {
  return userHasRoom() && controlGroupHasRoom();
}

function userHasRoom(): boolean {
  const limit = Number(/^Max processes +(\d+)/m.exec(read('/proc/self/limits'))?.[1] ?? Infinity);
  // The superuser may exceed it (setrlimit(2)).
  if (limit === Infinity || process.getuid?.() === 0) return true;
  const all = Number(/\/(\d+) /.exec(read('/proc/loadavg'))?.[1]);
  return all + NEEDED_TASKS <= limit || ownTasks() + NEEDED_TASKS <= limit;
}

function ownTasks(): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter(isOurs).reduce((sum, pid) => {
    const [, threads = '0'] = /^Threads:\t(\d+)/m.exec(read(`/proc/${pid}/status`)) ?? [];
    return sum + Number(threads);
  }, 0);
}

function isOurs(pid: string): boolean {
  const entry = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  return entry?.uid === process.getuid?.();
}

function controlGroupHasRoom(): boolean {
  const [, path = '/'] = /^0::(.+)$/m.exec(read('/proc/self/cgroup')) ?? [];
  for (let at = path; at !== '/'; at = dirname(at)) {
    const limit = Number.parseInt(read(join(CONTROL_GROUPS, at, 'pids.max')), 10);
    const used = Number.parseInt(read(join(CONTROL_GROUPS, at, 'pids.current')), 10);
    if (used + NEEDED_TASKS > limit) return false;
  }
  return true;
}

/** Empty for a file that is not there. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
    return '';
  }
}
