import type { Launch, StartedProgram } from '../backends/backend.ts';
import type { Pane, Problem, Redirection } from '../model/checkpoint.ts';
import { isEmptying } from '../model/redirection-words.ts';
import { type Call, callerOf } from '../os/call.ts';
import { canOpen } from '../os/can-open.ts';
import { isExecutable, nearestDirectory } from '../os/nearest-directory.ts';
import { decideRestore } from '../programs/describe-program.ts';
import { goneStream } from '../programs/gone-stream.ts';
import { panePolicyOf } from '../programs/pane-policy.ts';
import type { EngineContext } from './context.ts';
import {
  outputAppended,
  programMissing,
  programNotRun,
  redirectionMissing,
  streamGone,
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
  const cwd = await nearestDirectory(pane.program.cwd ?? pane.cwd.path);
  const own = { ...policy, panePolicy: panePolicyOf(pane) };
  const decided = await decideRestore({ argv: saved, pipedTo, redirections, cwd }, own, call);
  if (decided.policy === 'shell' || decided.policy === 'never') {
    return onlyShell(programNotRun(id, saved, decided.rule));
  }
  for (const argv of [decided.argv, ...pipedTo]) {
    if (await isExecutable(argv[0] ?? '', cwd, callerOf(call).env['PATH'])) continue;
    return onlyShell(programMissing(id, argv));
  }
  const missing = await missingFile(redirections);
  if (missing !== undefined) return onlyShell(redirectionMissing(id, saved, missing));
  const program = { argv: decided.argv, pipedTo, redirections, cwd };
  return {
    launch: started(decided.policy, { pane, shell, program }),
    notices: noticesOf(id, program),
  };
}

function started(
  policy: 'run' | 'prompt',
  {
    pane,
    shell,
    program,
  }: Pick<ProgramRequest, 'pane' | 'shell'> & { readonly program: StartedProgram },
): Launch {
  if (policy === 'prompt') {
    return { kind: 'prompt', shell, ...program, remark: goneStream(program) ?? '' };
  }
  if (pane.shell.length > 0) return { kind: 'run', shell, ...program };
  const isPlain = (program.redirections ?? []).length === 0;
  return isPlain ? { kind: 'direct', argv: program.argv } : { kind: 'run', shell: [], ...program };
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

function noticesOf(id: string, program: StartedProgram): readonly Problem[] {
  const gone = goneStream(program);
  if (gone !== undefined) return [streamGone(id, program.argv, gone)];
  const emptied = (program.redirections ?? []).flat().find(isEmptying);
  return emptied === undefined ? [] : [outputAppended(id, emptied.path)];
}
