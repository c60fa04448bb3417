import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './until.ts';

/** A living process, as /proc shows it. */
export interface Living {
  readonly pid: number;
  readonly argv: string;
}

/**
 * Every living process that was started, at any remove, with `mark` in its environment, or that
 * writes its log into a file with it: a holder keeps nothing of its environment.
 */
export async function processesWith(mark: string): Promise<readonly Living[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => livingWith(pid, mark)));
  return found.flatMap((living) => living ?? []);
}

/**
 * Proves that a sandbox leaves nothing: no process, and nothing in the folders for temporary and
 * for runtime files. What still runs after 30 s is ended, and reported as the failure it is.
 */
export async function proveNothingIsLeft(
  mark: string,
  { temporary, runtime }: { readonly temporary: string; readonly runtime: string },
): Promise<void> {
  const survivors = await until(
    'every process of the sandbox has ended',
    async () => (await processesWith(mark)).length === 0 && [],
    30_000,
  ).catch(async () => processesWith(mark));
  for (const { pid } of survivors) endProcess(pid);
  const files = [...(await readdir(temporary)), ...(await readdir(runtime))];
  const left = [...survivors.map(({ pid, argv }) => `process ${pid}: ${argv}`), ...files];
  if (left.length > 0) throw new Error(`A test left behind:\n${left.join('\n')}`);
}

/** Temporary files that a writer did not clean up, below `folder`. */
export async function litterIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.tmp')).map((name) => join(folder, name));
}

async function livingWith(pid: number, mark: string): Promise<Living | undefined> {
  const read = async (name: string): Promise<string> =>
    readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
  const log = await readlink(`/proc/${pid}/fd/2`).catch(() => '');
  if (!(await read('environ')).includes(mark) && !log.includes(mark)) return undefined;
  const stat = await read('stat');
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return state === 'Z' || state === ''
    ? undefined
    : { pid, argv: (await read('cmdline')).replaceAll('\0', ' ') };
}

/** Ends a process that may have ended already. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended on its own in the meantime.
  }
}
