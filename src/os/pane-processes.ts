import { readlink } from 'node:fs/promises';
import { argvOf, directoryOf, type ProcessStat } from './process-table.ts';

/** A process as a restore needs it. */
export interface ProcessFacts {
  readonly argv: readonly string[];
  readonly cwd?: string;
}

/** The process at the root of a terminal, and the one in its foreground when that is another. */
export interface TerminalProcesses {
  readonly root: ProcessFacts;
  readonly foreground?: ProcessFacts;
}

/** Reads what runs on the terminal whose first process is `rootPid`; undefined when it is gone. */
export async function terminalProcesses(
  rootPid: number,
  table: ReadonlyMap<number, ProcessStat>,
): Promise<TerminalProcesses | undefined> {
  const root = table.get(rootPid);
  if (root === undefined || root.state === 'Z') return undefined;
  const leader = foregroundLeader(root, table);
  const facts = await factsOf(root);
  if (leader === undefined) return { root: facts };
  return { root: facts, foreground: await factsOf(leader) };
}

/** The first living process of the foreground group; its leader may have ended before the others. */
function foregroundLeader(
  root: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): ProcessStat | undefined {
  if (root.foregroundGroup === root.group || root.foregroundGroup <= 0) return undefined;
  const leader = table.get(root.foregroundGroup);
  if (leader !== undefined && leader.state !== 'Z') return leader;
  return [...table.values()]
    .filter(({ group, state }) => group === root.foregroundGroup && state !== 'Z')
    .toSorted((a, b) => a.pid - b.pid)[0];
}

async function factsOf({ pid, name }: ProcessStat): Promise<ProcessFacts> {
  const [argv, cwd] = await Promise.all([argvOf(pid), directoryOf(pid)]);
  const [first = name, ...rest] = argv;
  const own = first.startsWith('-') ? await loginArgv(pid, first.slice(1), rest) : [first, ...rest];
  return cwd === undefined ? { argv: own } : { argv: own, cwd };
}

/** A login shell calls itself "-bash", which nobody can start again; "/bin/bash -l" can be. */
async function loginArgv(
  pid: number,
  name: string,
  rest: readonly string[],
): Promise<readonly string[]> {
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => name);
  return [executable.replace(/ \(deleted\)$/, ''), '-l', ...rest];
}
