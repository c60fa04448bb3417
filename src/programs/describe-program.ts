import type { Pane } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { TerminalProcesses } from '../os/pane-processes.ts';
import { activationsOf } from './activation.ts';
import { wordsBehindTitle } from './dev-server/program.ts';
import { goneStream } from './gone-stream.ts';
import type { FoundProgram, Program, Resume } from './program.ts';
import { programs } from './programs.ts';
import type { PanePolicy } from './pane-policy.ts';
import { type Match, firstMatch, matchesAll } from './rules.ts';
import { usualOffers } from './usual-offers.ts';
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
  const { pipedTo = [], redirections = [] } = running;
  const words = wordsBehindTitle(running.argv);
  // Without a shell it has what its host was told to give it, and gets that again.
  const activations = hasShell ? activationsOf(running.environment ?? new Map()) : [];
  const program = {
    name: knownProgram(words)?.name ?? baseName(words[0] ?? ''),
    argv: [...words],
    ...(pipedTo.length === 0 ? {} : { pipedTo: pipedTo.map((argv) => [...argv]) }),
    ...(redirections.length === 0 ? {} : { redirections: redirections.map((own) => [...own]) }),
    ...(activations.length === 0 ? {} : { activations: [...activations] }),
    ...(running.cwd === undefined || running.cwd === root.cwd ? {} : { cwd: running.cwd }),
  };
  const found = { argv: words, pipedTo, redirections, cwd: running.cwd ?? '/' };
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
  const wanted = weakest([resume.argv, ...(found.pipedTo ?? [])], policy);
  const { argv: instead, ...decided } = wanted;
  const argv = [...(instead ?? resume.argv)];
  const onlyOffer = resume.onlyOffer ?? goneStream(found);
  if (decided.policy === 'run' && onlyOffer !== undefined) {
    return { policy: 'prompt', argv, rule: onlyOffer };
  }
  return { ...decided, argv };
}

function knownProgram([command = '']: readonly string[]): Program | undefined {
  return programs.find(({ commands }) => commands.includes(baseName(command)));
}

interface Decided extends Pick<Pane['restore'], 'policy' | 'rule'> {
  /** The words that a rule puts in place of the program's own. */
  readonly argv?: readonly string[];
}

/** A pipeline runs only if each of its commands may, or it is told which may not; no rule replaces a part of one. */
function weakest(commands: readonly (readonly string[])[], policy: ProgramPolicy): Decided {
  const order = ['never', 'shell', 'prompt', 'run'];
  const decided = commands.map((argv) => onPane(listed(argv, policy), policy));
  const weak = decided.reduce((least, next) =>
    order.indexOf(next.policy) < order.indexOf(least.policy) ? next : least,
  );
  if (commands.length === 1) return weak;
  const barred = commands.filter((_, at) => decided[at]?.policy === weak.policy);
  const names = [...new Set(barred.map(([command = '']) => baseName(command)))];
  const whose = barred.length === commands.length ? '' : ` for ${names.join(', ')}`;
  return { policy: weak.policy, rule: `${weak.rule}${whose}` };
}

function onPane(decided: Decided, { panePolicy }: ProgramPolicy): Decided {
  if (panePolicy === undefined || decided.policy === 'never') return decided;
  return { ...decided, policy: panePolicy, rule: 'policy of the pane' };
}

/** What names a command comes before what names them all; a list that does less before one that does more. */
function listed(argv: readonly string[], policy: ProgramPolicy): Decided {
  for (const [list, decision] of LISTS) {
    const match = firstMatch(policy[list], argv);
    if (match !== undefined)
      return { policy: decision, rule: ruleOf(list, match), ...wordsOf(match) };
  }
  if (matchesAll(policy.run_programs)) return { policy: 'run', rule: 'run_programs' };
  if (matchesAll(policy.prompt_programs)) return { policy: 'prompt', rule: 'prompt_programs' };
  const isUsual =
    firstMatch(usualOffers, argv) !== undefined ||
    knownProgram(argv)?.isUsuallyOffered?.(argv) === true;
  if (isUsual && policy.default_program_policy === 'shell') {
    return { policy: 'prompt', rule: 'usually offered' };
  }
  return { policy: policy.default_program_policy, rule: 'default_program_policy' };
}

const LISTS = [
  ['never_programs', 'never'],
  ['prompt_programs', 'prompt'],
  ['run_programs', 'run'],
] as const;

/** A rule that says more than a name is shown as well. */
function ruleOf(list: string, { rule }: Match): string {
  return /[ ~>]/.test(rule) ? `${list}: ${rule}` : list;
}

function wordsOf({ argv }: Match): Pick<Decided, 'argv'> {
  return argv === undefined ? {} : { argv };
}
