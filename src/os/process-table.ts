import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { textOf } from './bytes.ts';
import { errnoOf } from './errno.ts';
import { readKernelFile } from './kernel-file.ts';

/** One process as /proc/PID/stat tells it (proc_pid_stat(5)). */
export interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  /** One letter: R, S, D, T (stopped), Z (ended, not collected) … */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** The device number of its controlling terminal; 0 without one. */
  readonly terminal: number;
  /** The process group in the foreground of its terminal; -1 without a terminal. */
  readonly foregroundGroup: number;
  /** Clock ticks after boot. */
  readonly startTime: number;
}

export type ProcessTable = ReadonlyMap<number, ProcessStat>;

/** Every process of this machine, not read before it was asked for; once for all who ask together. */
export async function processTable(): Promise<ProcessTable> {
  asked ??= setImmediate().then(() => {
    asked = undefined;
    return readTable();
  });
  return asked;
}

let asked: Promise<ProcessTable> | undefined;

function readTable(): ProcessTable {
  const table = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const found = pid > 0 ? processStatNow(pid) : undefined;
    if (found !== undefined) table.set(pid, found);
  }
  return table;
}

export async function processStat(pid: number): Promise<ProcessStat | undefined> {
  return processStatNow(pid);
}

/** The same at once, for a process that has no time to wait. */
export function processStatNow(pid: number): ProcessStat | undefined {
  const text = readProcess(() => readKernelFile(`/proc/${pid}/stat`));
  return text === undefined ? undefined : parseStat(pid, text);
}

function parseStat(pid: number, text: string): ProcessStat {
  // The name stands in brackets and may hold spaces and brackets of its own.
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ', 20);
  const field = (index: number): number => Number(fields[index - 3]);
  return {
    pid,
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    state: fields[0] ?? '?',
    parent: field(4),
    group: field(5),
    session: field(6),
    terminal: field(7),
    foregroundGroup: field(8),
    startTime: field(22),
  };
}

/** A process and everything it was started by, innermost first. */
export function ancestry(
  innermost: number,
  table: ReadonlyMap<number, ProcessStat>,
): readonly number[] {
  const pids: number[] = [];
  for (let pid = innermost; pid > 0 && !pids.includes(pid); pid = table.get(pid)?.parent ?? 0) {
    pids.push(pid);
  }
  return pids;
}

/** The environment a process was started with; empty for one that is gone or not ours. */
export async function environmentOf(pid: number): Promise<ReadonlyMap<string, string>> {
  const text = readProcess(() => readKernelFile(`/proc/${pid}/environ`)) ?? '';
  const environment = new Map<string, string>();
  for (const entry of text.split('\0')) {
    const nameEnd = entry.includes('=') ? entry.indexOf('=') : entry.length;
    if (entry !== '') environment.set(entry.slice(0, nameEnd), entry.slice(nameEnd + 1));
  }
  return environment;
}

/** The file that a process runs, or undefined when it is gone or not ours. */
export async function executableOf(pid: number): Promise<string | undefined> {
  return readProcess(() => readlinkSync(`/proc/${pid}/exe`));
}

/** What the descriptors of a process lead to: paths, `socket:[…]`, `pipe:[…]`. */
export async function openFilesOf(pid: number): Promise<readonly string[]> {
  const names = readProcess(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return names.flatMap((name) => openFileOf(pid, name) ?? []);
}

/** The same of one descriptor; undefined when it is closed or not ours. */
export function openFileOf(pid: number, number: number | string): string | undefined {
  return readProcess(() => readlinkSync(`/proc/${pid}/fd/${number}`));
}

/** The arguments a process was started with; empty for one that is gone, ended or not ours. */
export async function argvOf(pid: number): Promise<readonly string[]> {
  const text = readProcess(() => readKernelFile(`/proc/${pid}/cmdline`)) ?? '';
  if (text === '') return [];
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}

/**
 * The directory a process is in, or undefined when it is gone or not ours. One that was deleted
 * is called by the name that it had; the kernel adds " (deleted)" to that.
 */
export async function directoryOf(pid: number): Promise<string | undefined> {
  const link = `/proc/${pid}/cwd`;
  const bytes = readProcess(() => readlinkSync(link, { encoding: 'buffer' }));
  if (bytes === undefined) return undefined;
  const path = textOf(bytes);
  return isDeleted(path, link) ? path.slice(0, -DELETED.length) : path;
}

/** Whether what a link of `/proc` leads to was deleted; a file may bear such a name as well. */
export function isDeleted(path: string, link: string): boolean {
  return path.endsWith(DELETED) && readProcess(() => statSync(link))?.nlink === 0;
}

const DELETED = ' (deleted)';

/** The last one: of paths that are longer than a page the kernel tells nothing. */
const GONE_OR_FOREIGN = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENAMETOOLONG']);

/**
 * Asks `/proc`; undefined when the process is gone or not ours. The kernel answers from memory:
 * asking in other threads costs ten times what it takes.
 */
export function readProcess<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (failure) {
    if (isGoneOrForeign(failure)) return undefined;
    throw failure;
  }
}

function isGoneOrForeign(failure: unknown): boolean {
  return GONE_OR_FOREIGN.has(errnoOf(failure) ?? '');
}
