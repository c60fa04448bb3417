import type { Launch, StartedProgram } from '../backends/backend.ts';
import type { Activation, Pane, Problem, Redirection } from '../model/checkpoint.ts';
import { commandLine, isEmptying } from '../model/redirection-words.ts';
import { type Call, callerOf } from '../os/call.ts';
import { canOpen } from '../os/can-open.ts';
import { isExecutable, nearestDirectory } from '../os/nearest-directory.ts';
import { activate } from '../programs/activate.ts';
import { decideRestore } from '../programs/describe-program.ts';
import { goneStream } from '../programs/gone-stream.ts';
import { panePolicyOf } from '../programs/pane-policy.ts';
import type { EngineContext } from './context.ts';
import {
  outputAppended,
  programMissing,
  programNotRun,
  programOffered,
  redirectionMissing,
} from './launch-problems.ts';
import type { PlannedLaunch } from './planned-launch.ts';

interface ProgramRequest {
  readonly pane: Pane;
  readonly shell: readonly string[];
  readonly policy: EngineContext['options'];
  readonly call: Call;
}

/** How the ordinary program of a pane comes back, or the shell that stands in for it. */
export async function programLaunch(
  id: string,
  { pane, shell, policy, call }: ProgramRequest,
): Promise<Pick<PlannedLaunch, 'launch' | 'notices'>> {
  const onlyShell = (
    ...notices: readonly Problem[]
  ): Pick<PlannedLaunch, 'launch' | 'notices'> => ({
    launch: { kind: 'shell', shell },
    notices,
  });
  if (pane.program === undefined) return onlyShell();
  const { argv: saved, pipedTo = [], redirections = [] } = pane.program;
  const line = commandLine(pane.program, String);
  const cwd = await nearestDirectory(pane.program.cwd ?? pane.cwd.path);
  const own = { ...policy, panePolicy: panePolicyOf(pane) };
  const decided = await decideRestore({ argv: saved, pipedTo, redirections, cwd }, own, call);
  const callersPath = callerOf(call).env['PATH'];
  const { activated, gone } = await activate(pane.program.activations ?? [], {
    shell: shell[0] ?? '',
    searchPath: callersPath,
  });
  if (decided.policy === 'shell' || decided.policy === 'never') {
    const { hints } = activated;
    const isPipeline = pipedTo.length > 0;
    return onlyShell(programNotRun(id, line, { rule: decided.rule, hints, isPipeline }));
  }
  const searchPath = [...activated.searchPath, callersPath ?? ''].join(':');
  for (const argv of [decided.argv, ...pipedTo]) {
    if (await isExecutable(argv[0] ?? '', cwd, searchPath)) continue;
    return onlyShell(programMissing(id, argv));
  }
  const missing = await missingFile(redirections);
  if (missing !== undefined) return onlyShell(redirectionMissing(id, line, missing));
  const program = { argv: decided.argv, pipedTo, redirections, activated, cwd };
  const doubt = goneStream(program) ?? goneActivation(gone);
  return {
    launch: started(doubt === undefined ? decided.policy : 'prompt', {
      pane,
      shell,
      program,
      remark: doubt ?? '',
    }),
    notices: doubt === undefined ? appendedTo(id, redirections) : [programOffered(id, line, doubt)],
  };
}

interface Start {
  readonly pane: Pane;
  readonly shell: readonly string[];
  readonly program: StartedProgram;
  /** Why it is only offered; '' when the policy says so. */
  readonly remark: string;
}

function started(policy: 'run' | 'prompt', { pane, shell, program, remark }: Start): Launch {
  if (policy === 'prompt') return { kind: 'prompt', shell, ...program, remark };
  if (pane.shell.length > 0) return { kind: 'run', shell, ...program };
  const isPlain = (program.redirections ?? []).length === 0;
  return isPlain ? { kind: 'direct', argv: program.argv } : { kind: 'run', shell: [], ...program };
}

/** In another environment the same words may start another program. */
function goneActivation([first]: readonly Activation[]): string | undefined {
  return first && `its ${first.tool} ${first.directory} is not there`;
}

/** The first file that the program could not read, or not add to. */
async function missingFile(
  redirections: readonly (readonly Redirection[])[],
): Promise<string | undefined> {
  for (const redirection of redirections.flat()) {
    if (redirection.kind !== 'file') continue;
    const { path, mode } = redirection;
    if (!(await canOpen(path, mode === 'read' ? 'read' : 'write'))) return path;
  }
  return undefined;
}

function appendedTo(
  id: string,
  redirections: readonly (readonly Redirection[])[],
): readonly Problem[] {
  const emptied = redirections.flat().find(isEmptying);
  return emptied === undefined ? [] : [outputAppended(id, emptied.path)];
}
