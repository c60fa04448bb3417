import type { Pane } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { TerminalProcesses } from '../os/pane-processes.ts';
import type { FoundProgram, Program, Resume } from './program.ts';
import { programs } from './programs.ts';
import type { PanePolicy } from './pane-policy.ts';
import { baseName, isInteractiveShell } from './shell/program.ts';

/** The user's lists, from the options table. */
export interface ProgramPolicy {
  readonly run_programs: readonly string[];
  readonly prompt_programs: readonly string[];
  readonly never_programs: readonly string[];
  readonly default_program_policy: 'run' | 'prompt' | 'shell';
  /** What was set on the very pane; it wins over all lists but `never_programs`. */
  readonly panePolicy?: PanePolicy | undefined;
}

/** What a pane is and how it comes back. */
export type DescribedProgram = Pick<Pane, 'kind' | 'shell' | 'program' | 'restore'>;

/** Decides, from a pane's processes, which shell and program it has and what a restore may do. */
export async function describeProgram(
  processes: TerminalProcesses,
  policy: ProgramPolicy,
  call: Call,
): Promise<DescribedProgram> {
  const { root, foreground } = processes;
  const hasShell = isInteractiveShell(root.argv);
  const shell = hasShell ? [...root.argv] : [];
  const running = hasShell ? foreground : (foreground ?? root);
  if (running === undefined || running.argv.length === 0) {
    return { kind: 'shell', shell, restore: { policy: 'shell', argv: [], rule: 'at a prompt' } };
  }
  const { pipedTo = [] } = running;
  const program = {
    name: knownProgram(running.argv)?.name ?? baseName(running.argv[0] ?? ''),
    argv: [...running.argv],
    ...(pipedTo.length === 0 ? {} : { pipedTo: pipedTo.map((argv) => [...argv]) }),
    ...(running.cwd === undefined || running.cwd === root.cwd ? {} : { cwd: running.cwd }),
  };
  const found = { argv: running.argv, pipedTo, cwd: running.cwd ?? '/' };
  return { kind: 'command', shell, program, restore: await decideRestore(found, policy, call) };
}

/** What may happen to a program by the user's lists, and which words bring it back. */
export async function decideRestore(
  found: FoundProgram,
  policy: ProgramPolicy,
  call: Call,
): Promise<Pane['restore']> {
  const known = knownProgram(found.argv);
  const resume: Resume = (await known?.resume(found, call)) ?? { argv: found.argv };
  if (resume.cannot !== undefined) return { policy: 'shell', argv: [], rule: resume.cannot };
  const wanted = weakest([found.argv, ...(found.pipedTo ?? [])], policy);
  const argv = [...resume.argv];
  if (wanted.policy === 'run' && resume.onlyOffer !== undefined) {
    return { policy: 'prompt', argv, rule: resume.onlyOffer };
  }
  return { ...wanted, argv };
}

function knownProgram([command = '']: readonly string[]): Program | undefined {
  return programs.find(({ commands }) => commands.includes(baseName(command)));
}

/** A pipeline runs only if each of its commands may. */
function weakest(
  commands: readonly (readonly string[])[],
  policy: ProgramPolicy,
): Pick<Pane['restore'], 'policy' | 'rule'> {
  const order = ['never', 'shell', 'prompt', 'run'];
  const decided = commands.map(([command = '']) =>
    onPane(listed(baseName(command), policy), policy),
  );
  return decided.reduce((weak, next) =>
    order.indexOf(next.policy) < order.indexOf(weak.policy) ? next : weak,
  );
}

function onPane<D extends Pick<Pane['restore'], 'policy' | 'rule'>>(
  decided: D,
  { panePolicy }: ProgramPolicy,
): D {
  if (panePolicy === undefined || decided.policy === 'never') return decided;
  return { ...decided, policy: panePolicy, rule: 'policy of the pane' };
}

function listed(command: string, policy: ProgramPolicy): Pick<Pane['restore'], 'policy' | 'rule'> {
  const has = (list: readonly string[]): boolean => list.includes(command) || list.includes('*');
  if (policy.never_programs.includes(command)) return { policy: 'never', rule: 'never_programs' };
  if (policy.prompt_programs.includes(command))
    return { policy: 'prompt', rule: 'prompt_programs' };
  if (has(policy.run_programs)) return { policy: 'run', rule: 'run_programs' };
  if (has(policy.prompt_programs)) return { policy: 'prompt', rule: 'prompt_programs' };
  return { policy: policy.default_program_policy, rule: 'default_program_policy' };
}
