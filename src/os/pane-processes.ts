import { livingGroup } from './process-groups.ts';
import {
  argvOf,
  directoryOf,
  environmentOf,
  executableOf,
  type ProcessStat,
} from './process-table.ts';
import { type Redirection, type Stream, standardStreams } from './standard-streams.ts';

/** A process as a restore needs it. */
export interface ProcessFacts {
  readonly argv: readonly string[];
  /** The other commands of its pipeline, in order. */
  readonly pipedTo?: readonly (readonly string[])[];
  /** What stands in for the terminal, of each command of the pipeline in order; absent if nothing does. */
  readonly redirections?: readonly (readonly Redirection[])[];
  /** What it was started with: secrets are in there, so it is only looked at. */
  readonly environment?: ReadonlyMap<string, string>;
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
  const members = foregroundMembers(root, table);
  if (leader === undefined) return { root: await commandOf(root, table), members };
  return { root: await factsOf(root), foreground: await commandOf(leader, table), members };
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

/** A process with the commands that read, one from the other, what it prints. */
async function commandOf(
  leader: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): Promise<ProcessFacts> {
  const line = pipelineFrom(leader, table);
  const others = await Promise.all(line.slice(1).map(async ({ stat }) => factsOf(stat)));
  const redirections = line.map(({ streams }, at) => redirectionsOf(streams, line[at + 1], at > 0));
  return {
    ...(await factsOf(leader)),
    pipedTo: others.map(({ argv }) => argv),
    environment: await environmentOf(leader.pid),
    ...(redirections.every(({ length }) => length === 0) ? {} : { redirections }),
  };
}

/** A process and its standard streams. */
interface Member {
  readonly stat: ProcessStat;
  readonly streams: ReturnType<typeof standardStreams>;
}

function pipelineFrom(
  leader: ProcessStat,
  table: ReadonlyMap<number, ProcessStat>,
): readonly Member[] {
  const [first, ...others] = [
    leader,
    ...livingGroup(leader.group, table).filter(({ pid }) => pid !== leader.pid),
  ].map((stat) => ({ stat, streams: standardStreams(stat.pid, stat.terminal) }));
  const line: Member[] = [];
  const seen = new Set<Member>();
  for (let at = first; at !== undefined;) {
    line.push(at);
    const [, output] = at.streams;
    const readers = others.filter(
      (other) => isSamePipe(output, other.streams[0]) && !seen.has(other),
    );
    for (const reader of readers) seen.add(reader);
    // A subshell that waits for its command has the same input; the command is its child.
    at = readers.find(({ stat }) => !readers.some((other) => other.stat.parent === stat.pid));
  }
  return line;
}

/** What of a command's streams its place in a pipeline does not explain. */
function redirectionsOf(
  [input, output, error]: Member['streams'],
  next: Member | undefined,
  isFed: boolean,
): readonly Redirection[] {
  const isJoined = isSamePipe(error, output) || isSameFile(error, output);
  return [
    ...(isFed ? [] : redirected(input, 0)),
    ...(next !== undefined ? [] : redirected(output, 1)),
    ...(isJoined ? [{ kind: 'joined', stream: 2 } as const] : redirected(error, 2)),
  ];
}

function redirected(stream: Stream, number: 0 | 1 | 2): readonly Redirection[] {
  if (stream.kind === 'terminal') return [];
  return [stream.kind === 'pipe' ? { kind: 'gone', stream: number, what: 'a pipe' } : stream];
}

function isSamePipe(one: Stream, other: Stream): boolean {
  return one.kind === 'pipe' && other.kind === 'pipe' && one.name === other.name;
}

function isSameFile(one: Stream, other: Stream): boolean {
  return one.kind === 'file' && other.kind === 'file' && one.path === other.path;
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
