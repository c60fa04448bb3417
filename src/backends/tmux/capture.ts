import { StetError } from '../../base/errors.ts';
import type { Globals, Host, Settings } from '../../model/checkpoint.ts';
import { type Call, callerOf } from '../../os/call.ts';
import { epochOf } from '../../os/epoch.ts';
import { terminalProcesses } from '../../os/pane-processes.ts';
import { ancestry, environmentOf, processTable } from '../../os/process-table.ts';
import type { CaptureRequest, HostCapture, PaneProcesses } from '../backend.ts';
import { throughLauncher } from '../pane-launch.ts';
import { assignIds } from './assign-ids.ts';
import {
  describeHost,
  describePanes,
  describeTabs,
  describeWindows,
  type Surroundings,
} from './describe.ts';
import type { PaneRow } from './list-panes.ts';
import { lookAround } from './look-around.ts';
import { readBuffers } from './paste-buffers.ts';
import { readContents } from './read-contents.ts';
import { ask, type Question, type Server } from './run-script.ts';
import { paneSettings, sessionSettings, windowSettings } from './settings.ts';

/** Reads one tmux server: a listing, /proc, what was set on each object, and the contents. */
export async function capture(
  address: string,
  request: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  const server = { socket: address };
  const { rows, clients, globalsOf, bindings, buffers } = await lookAround(server, call);
  const ids = assignIds(rows, call);
  const adoptions = request.adopts ? ids.adoptions : [];
  const around = {
    ids,
    ...(await readProcesses(rows, call)),
    settings: await readSettings(server, { rows, adoptions }, call),
  };
  const contents = await readContents(server, rows, { maxLines: request.maxLines, call });
  return {
    key: `tmux:${address}`,
    host: describeHost(
      address,
      rows[0]?.version ?? '',
      await describeServer(server, rows, async (pid) => ({
        ...globalsOf(await environmentOf(pid)),
        bindings,
        ...(request.readsBuffers === true
          ? { buffers: await readBuffers(server, buffers, call) }
          : {}),
      })),
    ),
    windows: describeWindows(`tmux:${address}`, rows, around),
    tabs: describeTabs(rows, around),
    panes: describePanes(rows, around),
    contents: new Map([...contents].map(([ref, own]) => [ids.panes.get(ref) ?? ref, own])),
    clients: new Map(
      [...clients].flatMap(([pid, session]) => {
        const window = ids.windows.get(session);
        return window === undefined ? [] : [[pid, window] as const];
      }),
    ),
    problems: [],
  };
}

async function describeServer(
  server: Server,
  rows: readonly PaneRow[],
  globalsOf: (pid: number) => Promise<Globals>,
): Promise<Pick<Host, 'epoch' | 'globals'>> {
  const pid = Number(rows[0]?.pid);
  const epoch = await epochOf(pid);
  if (epoch === undefined) {
    throw new StetError(
      'HOST_DIED',
      `The tmux server at ${JSON.stringify(server.socket)} ended in the middle of the work`,
    );
  }
  return { epoch, globals: await globalsOf(pid) };
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

/** Reads what was set on each object, and leaves the ids of those that have none in the server. */
async function readSettings(
  server: Server,
  { rows, adoptions }: { rows: readonly PaneRow[]; adoptions: readonly string[] },
  call: Call,
): Promise<ReadonlyMap<string, Settings>> {
  const questions = new Map<string, Question<Settings | undefined>>();
  for (const { session_id, window_id, pane_id } of rows) {
    questions.set(session_id, sessionSettings(session_id));
    questions.set(window_id, windowSettings(window_id));
    questions.set(pane_id, paneSettings(pane_id));
  }
  questions.set('adoptions', { commands: adoptions, read: () => undefined });
  const settings = new Map<string, Settings>();
  for (const [ref, own] of await ask(server, questions, call)) {
    if (own !== undefined && !isEmpty(own)) settings.set(ref, own);
  }
  return settings;
}

function isEmpty({ options, hooks, environment }: Settings): boolean {
  return Object.keys({ ...options, ...hooks }).length + environment.length === 0;
}
