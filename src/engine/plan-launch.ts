import type { Launch } from '../backends/backend.ts';
import type { Pane, Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import { userShell } from '../os/epoch.ts';
import { isExecutable, nearestDirectory } from '../os/nearest-directory.ts';
import { decideRestore } from '../programs/describe-program.ts';
import { type AttachContext, planAttach } from './plan-attach.ts';
import type { EngineContext } from './context.ts';

/** How a pane will start, and what about it will not be as saved. */
export interface PlannedLaunch {
  readonly cwd: string;
  readonly launch: Launch;
  readonly notices: readonly Problem[];
}

/** Decides by the policy of today, not by that of the day of the save, how a pane comes back. */
export async function planLaunch(
  { options }: EngineContext,
  id: string,
  {
    pane,
    around,
    call,
  }: { readonly pane: Pane; readonly around: AttachContext; readonly call: Call },
): Promise<PlannedLaunch> {
  const cwd = await nearestDirectory(pane.cwd.path);
  const elsewhere = cwd === pane.cwd.path ? [] : [directoryMissing(id, pane.cwd.path, cwd)];
  if (pane.exit !== undefined) {
    const { status, signal } = pane.exit;
    return { cwd, launch: { kind: 'ended', status: status ?? 0, signal }, notices: elsewhere };
  }
  const shell = pane.shell.length > 0 ? pane.shell : [userShell()];
  if (!(await isExecutable(shell[0] ?? '', cwd))) {
    const what = `the shell ${shell[0] ?? ''}`;
    return {
      cwd,
      launch: { kind: 'missing', shell, what },
      notices: [...elsewhere, shellMissing(id, shell)],
    };
  }
  const attached = await planAttach(id, pane, around);
  if (attached !== undefined) {
    const { launch = { kind: 'shell', shell }, notices } = attached;
    return { cwd, launch, notices: [...elsewhere, ...notices] };
  }
  const { launch, notices } = await programLaunch(id, { pane, shell, policy: options, call });
  return { cwd, launch, notices: [...elsewhere, ...notices] };
}

interface ProgramRequest {
  readonly pane: Pane;
  readonly shell: readonly string[];
  readonly policy: EngineContext['options'];
  readonly call: Call;
}

async function programLaunch(
  id: string,
  { pane, shell, policy, call }: ProgramRequest,
): Promise<Pick<PlannedLaunch, 'launch' | 'notices'>> {
  const onlyShell: Launch = { kind: 'shell', shell };
  if (pane.program === undefined) return { launch: onlyShell, notices: [] };
  const cwd = await nearestDirectory(pane.program.cwd ?? pane.cwd.path);
  const { pipedTo = [] } = pane.program;
  const decided = await decideRestore({ argv: pane.program.argv, pipedTo, cwd }, policy, call);
  if (decided.policy === 'shell' || decided.policy === 'never') {
    return { launch: onlyShell, notices: [programNotRun(id, pane.program.argv, decided.rule)] };
  }
  for (const argv of [decided.argv, ...pipedTo]) {
    if (await isExecutable(argv[0] ?? '', cwd)) continue;
    return { launch: onlyShell, notices: [programMissing(id, argv)] };
  }
  if (decided.policy === 'prompt') {
    return { launch: { kind: 'prompt', shell, argv: decided.argv, pipedTo, cwd }, notices: [] };
  }
  const isDirect = pane.shell.length === 0;
  return {
    launch: isDirect
      ? { kind: 'direct', argv: decided.argv }
      : { kind: 'run', shell, argv: decided.argv, pipedTo, cwd },
    notices: [],
  };
}

function directoryMissing(subject: string, wanted: string, used: string): Problem {
  return {
    code: 'DIRECTORY_MISSING',
    subject,
    message: `The directory ${JSON.stringify(wanted)} is gone; the pane opens in ${JSON.stringify(used)}`,
    fix: `Make it again: mkdir -p ${JSON.stringify(wanted)}`,
  };
}

function shellMissing(subject: string, shell: readonly string[]): Problem {
  return {
    code: 'SHELL_MISSING',
    subject,
    message: `Cannot find the shell ${JSON.stringify(shell[0])}; the pane shows what it held and waits`,
    fix: 'Install it and press Enter in the pane',
  };
}

function programMissing(subject: string, argv: readonly string[]): Problem {
  return {
    code: 'PROGRAM_MISSING',
    subject,
    message: `Cannot find the program ${JSON.stringify(argv[0])}; the pane has a shell instead`,
    fix: 'Install it and run it in the pane',
  };
}

function programNotRun(subject: string, argv: readonly string[], rule: string): Problem {
  return {
    code: 'PROGRAM_NOT_RUN',
    subject,
    message: `${JSON.stringify(argv.join(' '))} was not started again (${rule}); the pane has a shell`,
    fix: 'Add the program to run_programs or prompt_programs ("stet config" shows both)',
  };
}
