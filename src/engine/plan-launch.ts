import type { Pane } from '../model/checkpoint.ts';
import { type Call, callerOf } from '../os/call.ts';
import { userShell } from '../os/epoch.ts';
import { isExecutable, nearestDirectory } from '../os/nearest-directory.ts';
import { type AttachContext, planAttach } from './plan-attach.ts';
import type { EngineContext } from './context.ts';
import { directoryMissing, shellMissing } from './launch-problems.ts';
import { agentLaunch } from './plan-agent.ts';
import { programLaunch } from './plan-program.ts';
import type { PlannedLaunch } from './planned-launch.ts';

/** A pane, and what a decision about its program needs to know of the others. */
export interface PaneToLaunch {
  readonly pane: Pane;
  /** The conversations that other panes have, now or by the same plan. */
  readonly taken: ReadonlySet<string>;
  /** How long ago it was saved. */
  readonly ageMs: number;
  readonly around: AttachContext;
  readonly call: Call;
}

/** Decides by the policy of today, not by that of the day of the save, how a pane comes back. */
export async function planLaunch(
  { options }: EngineContext,
  id: string,
  { pane, around, call, taken, ageMs }: PaneToLaunch,
): Promise<PlannedLaunch> {
  const cwd = await nearestDirectory(pane.cwd.path);
  const elsewhere = cwd === pane.cwd.path ? [] : [directoryMissing(id, pane.cwd.path, cwd)];
  if (pane.exit !== undefined) {
    const { status, signal } = pane.exit;
    return { cwd, launch: { kind: 'ended', status: status ?? 0, signal }, notices: elsewhere };
  }
  const shell = pane.shell.length > 0 ? pane.shell : [userShell()];
  const searchPath = callerOf(call).env['PATH'];
  if (!(await isExecutable(shell[0] ?? '', cwd, searchPath))) {
    const what = `the shell ${shell[0] ?? ''}`;
    return {
      cwd,
      launch: { kind: 'missing', shell, what },
      notices: [...elsewhere, shellMissing(id, shell)],
    };
  }
  const attached = await planAttach(id, pane, { ...around, cwd, searchPath });
  if (attached !== undefined) {
    const { launch = { kind: 'shell', shell }, notices } = attached;
    return { cwd, launch, notices: [...elsewhere, ...notices] };
  }
  const planned =
    (await agentLaunch(id, { pane, shell, policy: options, taken, ageMs, now: call.now() })) ??
    (await programLaunch(id, { pane, shell, policy: options, call }));
  return { ...planned, cwd, notices: [...elsewhere, ...planned.notices] };
}
