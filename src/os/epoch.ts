import { hostname, release, type, userInfo } from 'node:os';
import { readKernelFile } from './kernel-file.ts';
import { processStat } from './process-table.ts';

/** One life of a process: a pid alone may have been reused. */
export interface ProcessEpoch {
  readonly bootId: string;
  readonly pid: number;
  /** Clock ticks after boot. */
  readonly startTime: number;
}

/** The id of this boot of this machine. */
export async function bootId(): Promise<string> {
  ownBoot ??= readKernelFile('/proc/sys/kernel/random/boot_id').trim();
  return ownBoot;
}

/** No process outlives its boot. */
let ownBoot: string | undefined;

/** The epoch of a running process, or undefined when there is none with that pid. */
export async function epochOf(pid: number): Promise<ProcessEpoch | undefined> {
  const stat = await processStat(pid);
  return stat === undefined
    ? undefined
    : { bootId: await bootId(), pid, startTime: stat.startTime };
}

/** How long ago a process began, in milliseconds, by the clock that counts since boot. */
export async function ageOf({ startTime }: Pick<ProcessEpoch, 'startTime'>): Promise<number> {
  const [uptime = '0'] = readKernelFile('/proc/uptime').split(' ');
  return Math.max(0, Number(uptime) * 1_000 - startTime * TICK_MS);
}

/** USER_HZ is 100 on every Linux that stet runs on (proc(5), sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;

/** This machine and user, as a checkpoint names its origin. */
export function thisMachine(): { hostname: string; os: string; user: string } {
  return { hostname: hostname(), os: `${type()} ${release()}`, user: userInfo().username };
}

/** The shell that this user logs in with. */
export function userShell(): string {
  return userInfo().shell ?? '/bin/sh';
}
