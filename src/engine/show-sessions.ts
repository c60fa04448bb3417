import { StetError } from '../base/errors.ts';
import type { Backend, HostCapture, PaneStart, RestoreJob } from '../backends/backend.ts';
import type { Pane, Problem, Tab, Window } from '../model/checkpoint.ts';
import { newStableId } from '../model/ids.ts';
import { type Call, callerOf } from '../os/call.ts';
import { ancestry, processTable } from '../os/process-table.ts';
import { captureHosts, type LiveHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import { linkClients } from './link-clients.ts';

/** Sessions that have a tab of their own now, and those that were shown already. */
export interface ShownSessions {
  readonly opened: readonly string[];
  readonly alreadyShown: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Opens a tab for each session that no pane shows yet, titled like it and in its directory: in the
 * terminal that stet was called from, else in any that runs, else in a new one.
 * @throws StetError NOTHING_TO_SHOW when there is no session
 */
export async function showSessions(
  context: EngineContext,
  { only }: { readonly only: readonly string[] },
  call: Call,
): Promise<ShownSessions> {
  const live = await captureHosts(context, { hosts: [], maxLines: 0, adopts: true }, call);
  const sessions = sessionsIn(context, live).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  if (sessions.length === 0) throw nothingToShow(only);
  const shown = new Set([...linkClients(live.captures).values()].map(({ window }) => window));
  const missing = sessions.filter(({ id }) => !shown.has(id));
  const alreadyShown = sessions.filter(({ id }) => shown.has(id)).map(({ name }) => name);
  if (missing.length === 0) return { opened: [], alreadyShown, problems: [] };
  const callers = ancestry(callerOf(call).pid, await processTable());
  const { backend, home } = terminalFor(context, live, callers);
  const job = jobFor(missing, home, call);
  const { failed, approximated } = await backend.restore(job, call);
  const lost = new Set(failed.map(({ subject }) => subject));
  const opened = missing.filter((_, at) => !lost.has(job.openTabs[at]?.tab));
  return {
    opened: opened.map(({ name }) => name),
    alreadyShown,
    problems: [...failed, ...approximated],
  };
}

interface Session {
  readonly id: string;
  readonly name: string;
  readonly directory: string;
  readonly argv: readonly string[];
  readonly host: string;
}

function sessionsIn({ backends }: EngineContext, { captures }: LiveHosts): readonly Session[] {
  return captures.flatMap(({ key, host, windows }) => {
    const backend = backends.find(({ kind }) => kind === host.kind);
    return Object.entries(windows).flatMap(([id, { name, directory = '/' }]) => {
      const argv = backend?.attachArgv?.(host.endpoint, name);
      return argv === undefined ? [] : [{ id, name, directory, argv, host: key }];
    });
  });
}

interface Terminal {
  readonly backend: Backend;
  readonly home: HostCapture | undefined;
}

/** @param callers the calling process and its ancestors: a terminal also starts programs outside of any pane */
function terminalFor(
  { backends }: EngineContext,
  { captures }: LiveHosts,
  callers: readonly number[],
): Terminal {
  const showing = backends.filter(
    (candidate) => candidate.attachArgv === undefined && candidate.can.startsHost,
  );
  const [backend] = showing;
  if (backend === undefined)
    throw new StetError('HOST_UNKNOWN', 'No kind of host can show sessions');
  const open = captures.filter(({ host }) => host.kind === backend.kind);
  const ofCaller = open.find(({ host }) => callers.includes(host.epoch.pid));
  return { backend, home: ofCaller ?? open[0] };
}

function jobFor(
  sessions: readonly Session[],
  home: HostCapture | undefined,
  call: Call,
): RestoreJob {
  const opened = sessions.map((session) => ({
    session,
    tab: newStableId('t', call.entropy),
    pane: newStableId('p', call.entropy),
  }));
  const live = Object.entries(home?.windows ?? {});
  const target = live.find(([, { isFocused }]) => isFocused === true) ?? live[0];
  const window = target?.[0] ?? newStableId('w', call.entropy);
  return {
    address: home?.host.endpoint ?? '',
    isRunning: home !== undefined,
    windows: {
      [window]: withTabs(
        target?.[1],
        opened.map(({ tab }) => tab),
      ),
    },
    tabs: Object.fromEntries(opened.map((own) => [own.tab, tabFor(own)])),
    starts: new Map(opened.map((own) => [own.pane, startFor(own)])),
    live: {
      windows: new Map(target === undefined ? [] : [[window, target[1].ref]]),
      tabs: new Map(Object.entries(home?.tabs ?? {}).map(([id, { ref }]) => [id, ref])),
      panes: new Map(),
    },
    globals: undefined,
    openWindows: target === undefined ? [window] : [],
    openTabs: opened.map(({ tab }) => ({ window, tab })),
    openPanes: [],
    arrange: { windows: [], tabs: [] },
  };
}

function withTabs(window: Window | undefined, added: readonly string[]): Window {
  const own = window ?? { host: '', ref: '', name: 'sessions', tabs: [], tabHistory: [] };
  const tabs = [...own.tabs.map(({ tab }) => tab), ...added];
  return { activeTab: added[0], ...own, tabs: tabs.map((tab, index) => ({ tab, index })) };
}

interface OpenedSession {
  readonly session: Session;
  readonly pane: string;
}

const SIZE = { cols: 80, rows: 24 };

function tabFor({ session, pane }: OpenedSession): Tab {
  const layout = { type: 'leaf', pane } as const;
  return { ref: '', name: session.name, isNamedByUser: true, size: SIZE, layout, activePane: pane };
}

function startFor({ session, pane: id }: OpenedSession): PaneStart {
  const { name: title, directory: cwd, argv, host, id: window } = session;
  const saved: Pane = {
    ref: '',
    kind: 'mux-client',
    title,
    size: SIZE,
    cwd: { path: cwd, source: 'host' },
    shell: [],
    restore: { policy: 'run', argv: [], rule: 'shows a session' },
    attach: { host, window },
    isMarked: false,
    isAlternateScreen: false,
    prompt: [],
  };
  const nothing = { lines: async () => [], newest: async () => ({ lines: [] }) };
  return { id, cwd, ...nothing, launch: { kind: 'direct', argv }, saved };
}

function nothingToShow(only: readonly string[]): StetError {
  const [name] = only;
  return name === undefined
    ? new StetError('SELECTION_EMPTY', 'No tmux session runs', {
        hint: 'Start one (tmux new -d -s work), or bring saved ones back ("stet restore")',
      })
    : new StetError('SELECTION_EMPTY', `No session is called ${JSON.stringify(name)}`, {
        hint: 'Run "tmux ls" to see the sessions',
      });
}
