import { StetError } from '../../base/errors.ts';
import type { HostStatus } from '../../protocol/answers.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import type { SessionSummary } from '../../protocol/session-answers.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { hostFlag } from '../arguments.ts';
import { sessionLines } from '../sessions/session-lines.ts';
import { sessionStatusLines } from '../sessions/session-status-lines.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { contentsOf, countOf, groupDigits } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { timeAgo } from '../text/time-ago.ts';

export const status: Command = {
  name: 'status',
  group: 'Look',
  summary: 'Show the hosts and sessions that run, the store and the last save',
  details: ['With -s one session: what it runs, its modes, what it waits for, and how it ended.'],
  doing: 'looking',
  isForPrograms: true,
  arguments: [],
  flags: [{ ...sessionFlag, text: 'Only this session, by name or id' }, hostFlag],
  options: ['tmux_sockets', 'host_timeout_ms'],
  examples: [
    { line: 'stet status', text: 'Would a save now record everything?' },
    { line: 'stet status -s editor', text: 'One session in full' },
  ],
  run: async (given, desk): Promise<Outcome> =>
    given.values('session').length > 0
      ? await showSession(given, desk)
      : await showAll(given, desk),
};

async function showSession(given: Given, desk: Desk): Promise<Outcome> {
  const session = sessionOf(given, desk);
  const found = await desk.ask('session.status', { session, overrides: given.overrides });
  return { data: found, lines: (page) => sessionStatusLines(found, page) };
}

async function showAll({ values, overrides }: Given, { ask }: Desk): Promise<Outcome> {
  const found = await ask('system.status', { hosts: [...values('host')], overrides });
  const { sessions } = await ask('session.list', { overrides }).catch(withoutDaemon);
  return {
    data: { ...found, sessions },
    isForPeople: true,
    lines: (page) => [...statusLines(found, page), '', ...sessionLines(sessions, page)],
    notices: found.hosts.flatMap(({ problem }) => problem ?? []),
  };
}

/** Where no daemon may be asked there is none that could have sessions. */
function withoutDaemon(failure: unknown): { readonly sessions: SessionSummary[] } {
  if (failure instanceof StetError && failure.code === 'DAEMON_NEEDED') return { sessions: [] };
  throw failure;
}

const HOST_COLUMNS = [
  { title: 'HOST', style: 'bold' as const },
  { title: 'VERSION' },
  { title: 'WINDOWS', isRight: true },
  { title: 'TABS', isRight: true },
  { title: 'PANES', isRight: true },
  { title: 'STATUS' },
];

function statusLines(found: ResultOf<'system.status'>, page: Page): readonly string[] {
  const { version, store, configFile, hosts, workspaces, newest, undoable } = found;
  const save =
    newest === undefined
      ? 'none yet'
      : `${newest.workspace}, ${timeAgo(newest.createdAt, page.nowMs)}: ${contentsOf(newest)}`;
  const facts = [
    ['stet', version],
    ['store', `${store} (${countOf(workspaces, 'workspace')})`],
    ['settings', configFile],
    ['last save', save],
    ['undo', undoable === null ? 'nothing to undo' : `stet undo ${undoable}`],
  ];
  const silent = hosts.filter((host) => host.status === 'unreachable').length;
  const answers = silent === 0 ? '' : `, ${groupDigits(silent)} of them without an answer`;
  return [
    ...alignColumns(page, [{ style: 'dim' }, {}], facts),
    '',
    ...(hosts.length === 0 ? [] : [...alignColumns(page, HOST_COLUMNS, hosts.map(hostRow)), '']),
    hosts.length === 0 ? 'No host runs now' : `${countOf(hosts.length, 'host')}${answers}`,
  ];
}

function hostRow({
  host,
  version = '',
  windows,
  tabs,
  panes,
  status: state,
}: HostStatus): readonly Cell[] {
  const style = state === 'ok' ? 'green' : 'red';
  const counts = [windows, tabs, panes].map(groupDigits);
  return [host, version, ...counts, { text: state, style }];
}
