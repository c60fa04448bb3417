import { argvOf, processStat } from '../../os/process-table.ts';

/** The process in the foreground of a terminal. */
export interface Foreground {
  readonly pid: number;
  readonly argv: readonly string[];
  /** "sleeping", "running" … */
  readonly state: string;
}

const stateNames: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'waiting for a disk',
  T: 'stopped',
  t: 'traced',
  Z: 'ended',
  I: 'idle',
};

/** What runs in the foreground of the terminal whose first process is `rootPid`. */
export async function foregroundOf(rootPid: number): Promise<Foreground | undefined> {
  const root = await processStat(rootPid);
  if (root === undefined || root.foregroundGroup <= 0) return undefined;
  const leader = (await processStat(root.foregroundGroup)) ?? root;
  const argv = await argvOf(leader.pid);
  return {
    pid: leader.pid,
    argv: argv.length > 0 ? argv : [leader.name],
    state: stateNames[leader.state] ?? leader.state,
  };
}
