import { livingGroup } from './process-groups.ts';
import {
  argvOf,
  directoryOf,
  executableOf,
  openFileOf,
  type ProcessStat,
} from './process-table.ts';

/** A process as a restore needs it. */
export interface ProcessFacts {
  readonly argv: readonly string[];
  /** The other commands of its pipeline, in order. */
  readonly pipedTo?: readonly (readonly string[])[];
  readonly cwd?: string;
}

/** The process at the root of a terminal, and the one in its foreground when that is another. */
export interface TerminalProcesses {
  readonly root: ProcessFacts;
  readonly foreground?: ProcessFacts;
  /** Every living process of the foreground, nearest to the root first. */
  readonly members?: readonly TerminalMember[];
}

/** A process of the terminal's foreground. */
export type TerminalMember = Pick<ProcessStat, 'pid' | 'parent' | 'startTime'>;

/** Reads what runs on the terminal whose first process is `rootPid`; undefined when it is gone. */
export async function terminalProcesses(
  rootPid: number,
  table: ReadonlyMap<number, ProcessStat>,
): Promise<TerminalProcesses | undefined> {
  const root = table.get(rootPid);
  if (root === undefined || root.state === 'Z') return undefined;
  const leader = foregroundLeader(root, table);
  const [facts, members] = [await factsOf(root), foregroundMembers(root, table)];
  if (leader === undefined) return { root: facts, members };
  const pipedTo = await pipelineAfter(leader, table);
  return { root: facts, foreground: { ...(await factsOf(leader)), pipedTo }, members };
}

function foregroundMembers(
  root: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): readonly TerminalMember[] {
  const depthOf = (pid: number): number => {
    const parent = pid === root.pid ? undefined : table.get(pid)?.parent;
    return parent === undefined || !table.has(parent) ? 0 : depthOf(parent) + 1;
  };
  return livingGroup(root.foregroundGroup, table)
    .filter(({ terminal }) => terminal === root.terminal && terminal > 0)
    .map(({ pid, parent, startTime }) => ({ pid, parent, startTime, depth: depthOf(pid) }))
    .toSorted((a, b) => a.depth - b.depth || a.startTime - b.startTime)
    .map(({ pid, parent, startTime }) => ({ pid, parent, startTime }));
}

/** The commands that read, one from the other, what a process of the same group prints. */
async function pipelineAfter(
  leader: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): Promise<readonly (readonly string[])[]> {
  const group = livingGroup(leader.group, table).filter(({ pid }) => pid !== leader.pid);
  if (group.length === 0) return [];
  const ends = group.map((stat) => ({ stat, from: openFileOf(stat.pid, 0) }));
  const commands: (readonly string[])[] = [];
  const seen = new Set<number>();
  for (let at: ProcessStat | undefined = leader; at !== undefined;) {
    const pipe: string = openFileOf(at.pid, 1) ?? '';
    const readers = ends.filter(
      ({ stat, from }) => isPipe(pipe) && from === pipe && !seen.has(stat.pid),
    );
    // A subshell that waits for its command has the same input; the command is its child.
    at = readers.find(({ stat }) => !readers.some((other) => other.stat.parent === stat.pid))?.stat;
    for (const { stat } of readers) seen.add(stat.pid);
    if (at !== undefined) commands.push((await factsOf(at)).argv);
  }
  return commands;
}

function isPipe(stream: string): boolean {
  return stream.startsWith('pipe:');
}

/** The first living process of the foreground group; its leader may have ended before the others. */
function foregroundLeader(
  root: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): ProcessStat | undefined {
  if (root.foregroundGroup === root.group || root.foregroundGroup <= 0) return undefined;
  const leader = table.get(root.foregroundGroup);
  if (leader !== undefined && leader.state !== 'Z') return leader;
  return livingGroup(root.foregroundGroup, table).toSorted((a, b) => a.pid - b.pid)[0];
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
  const executable = (await executableOf(pid)) ?? name;
  return [executable.replace(/ \(deleted\)$/, ''), '-l', ...rest];
}
