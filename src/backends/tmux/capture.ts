import { StetError } from '../../base/errors.ts';
import type { Host, Settings } from '../../model/checkpoint.ts';
import { type Call, callerOf } from '../../os/call.ts';
import { epochOf } from '../../os/epoch.ts';
import { terminalProcesses } from '../../os/pane-processes.ts';
import { ancestry, environmentOf, processTable } from '../../os/process-table.ts';
import type { CaptureRequest, HostCapture, PaneProcesses } from '../backend.ts';
import { throughLauncher } from '../pane-launch.ts';
import { clientsQuestion } from './clients.ts';
import { assignIds } from './assign-ids.ts';
import {
  describeHost,
  describePanes,
  describeTabs,
  describeWindows,
  type Surroundings,
} from './describe.ts';
import { listPanes, type PaneRow } from './list-panes.ts';
import { readContents } from './read-contents.ts';
import { ask, runScript, type Server } from './run-script.ts';
import {
  globalSettings,
  paneSettings,
  sessionSettings,
  type SettingsQuestion,
  windowSettings,
} from './settings.ts';

/** Reads one tmux server: a listing, /proc, what was set on each object, and the contents. */
export async function capture(
  address: string,
  request: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  const server = { socket: address };
  const rows = await listRows(server, call);
  const ids = assignIds(rows, call);
  if (request.adopts && ids.adoptions.length > 0) await runScript(server, ids.adoptions, call);
  const around = {
    ids,
    ...(await readProcesses(rows, call)),
    settings: await readSettings(server, rows, call),
  };
  const clients = await ask(server, new Map([['clients', clientsQuestion]]), call);
  const contents = await readContents(server, rows, { maxLines: request.maxLines, call });
  return {
    key: `tmux:${address}`,
    host: describeHost(address, rows[0]?.version ?? '', await describeServer(server, rows, call)),
    windows: describeWindows(`tmux:${address}`, rows, around),
    tabs: describeTabs(rows, around),
    panes: describePanes(rows, around),
    contents: new Map([...contents].map(([ref, own]) => [ids.panes.get(ref) ?? ref, own])),
    clients: new Map(
      [...(clients.get('clients') ?? [])].flatMap(([pid, session]) => {
        const window = ids.windows.get(session);
        return window === undefined ? [] : [[pid, window] as const];
      }),
    ),
    problems: [],
  };
}

async function listRows(server: Server, call: Call): Promise<readonly PaneRow[]> {
  const answers = await ask(server, new Map([['rows', listPanes(call)]]), call);
  return answers.get('rows') ?? [];
}

async function describeServer(
  server: Server,
  rows: readonly PaneRow[],
  call: Call,
): Promise<Pick<Host, 'epoch' | 'globals'>> {
  const pid = Number(rows[0]?.pid);
  const epoch = await epochOf(pid);
  if (epoch === undefined) {
    throw new StetError(
      'HOST_DIED',
      `The tmux server at ${JSON.stringify(server.socket)} ended in the middle of the work`,
    );
  }
  const question = globalSettings(await environmentOf(pid));
  const answers = await ask(server, new Map([['globals', question]]), call);
  return { epoch, globals: answers.get('globals') };
}

async function readProcesses(
  rows: readonly PaneRow[],
  call: Call,
): Promise<Pick<Surroundings, 'processes' | 'callers'>> {
  const table = await processTable();
  const processes = new Map<string, PaneProcesses>();
  await Promise.all(
    rows.map(async ({ pane_id, pane_pid, pane_dead }) => {
      const own = pane_dead === '1' ? undefined : await terminalProcesses(Number(pane_pid), table);
      if (own !== undefined) processes.set(pane_id, throughLauncher(own));
    }),
  );
  return { processes, callers: new Set(ancestry(callerOf(call).pid, table)) };
}

async function readSettings(
  server: Server,
  rows: readonly PaneRow[],
  call: Call,
): Promise<ReadonlyMap<string, Settings>> {
  const questions = new Map<string, SettingsQuestion>();
  for (const { session_id, window_id, pane_id } of rows) {
    questions.set(session_id, sessionSettings(session_id));
    questions.set(window_id, windowSettings(window_id));
    questions.set(pane_id, paneSettings(pane_id));
  }
  const answers = await ask(server, questions, call);
  return new Map([...answers].filter(([, settings]) => !isEmpty(settings)));
}

function isEmpty({ options, hooks, environment }: Settings): boolean {
  return Object.keys({ ...options, ...hooks }).length + environment.length === 0;
}
