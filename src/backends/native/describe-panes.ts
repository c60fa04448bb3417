import type { Settings } from '../../model/checkpoint.ts';
import { type Call, callerOf } from '../../os/call.ts';
import { terminalProcesses } from '../../os/pane-processes.ts';
import { ancestry, processTable } from '../../os/process-table.ts';
import type { HostedSession } from '../../sessions/hosted.ts';
import { withoutIntegration } from '../../sessions/without-integration.ts';
import type { CapturedPane } from '../backend.ts';
import { isSecret } from '../secret-names.ts';
import { throughLauncher } from '../pane-launch.ts';

/** What runs in each session, by its id; a session that just ended is left out. */
export async function describePanes(
  sessions: readonly HostedSession[],
  call: Pick<Call, 'caller'>,
): Promise<Record<string, CapturedPane>> {
  const table = await processTable();
  const calling = new Set(ancestry(callerOf(call).pid, table));
  const panes: Record<string, CapturedPane> = {};
  for (const session of sessions) {
    const found = await terminalProcesses(session.pid, table);
    if (found === undefined) continue;
    const asked = withoutIntegration(session.id, found.root.argv);
    const processes = throughLauncher({ ...found, root: { ...found.root, argv: asked } });
    panes[session.id] = {
      ref: session.id,
      name: session.name,
      title: session.title,
      size: session.size,
      cwd: { path: found.root.cwd ?? session.cwd, source: 'proc' },
      isMarked: false,
      isAlternateScreen: session.modes.includes('alternate-screen'),
      settings: settingsOf(session),
      processes,
      holdsCaller: calling.has(session.pid),
    };
  }
  return panes;
}

/** They belong to the session that is, not to the one that comes back. */
const OURS = /^(?:TERM|COLORTERM|STET_SESSION(?:_ID)?|COLUMNS|LINES|SHLVL|PWD|OLDPWD|_)$/;

function settingsOf({ env }: HostedSession): Settings {
  const environment = env.flatMap((entry) => {
    const at = entry.indexOf('=');
    const [name, value] = [entry.slice(0, at), entry.slice(at + 1)];
    return at < 1 || OURS.test(name) || isSecret(name) ? [] : [{ name, value, hidden: false }];
  });
  return { options: {}, hooks: {}, environment };
}
