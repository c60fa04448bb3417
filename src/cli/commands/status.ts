import type { ResultOf } from '../../protocol/methods.ts';
import type { HostStatus } from '../../protocol/answers.ts';
import type { Command, Outcome } from '../command.ts';
import { hostFlag } from '../arguments.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { contentsOf, countOf, groupDigits } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { timeAgo } from '../text/time-ago.ts';

export const status: Command = {
  name: 'status',
  group: 'Look',
  summary: 'Show the hosts that run, the store and the last save',
  details: [],
  doing: 'looking',
  arguments: [],
  flags: [hostFlag],
  options: ['tmux_sockets', 'host_timeout_ms'],
  examples: [
    { line: 'stet status', text: 'Would a save now record everything?' },
    { line: 'stet status --host tmux', text: 'Only the tmux servers' },
  ],
  run: async ({ values, overrides }, { ask }): Promise<Outcome> => {
    const found = await ask('system.status', { hosts: [...values('host')], overrides });
    return {
      data: found,
      lines: (page) => statusLines(found, page),
      notices: found.hosts.flatMap(({ problem }) => problem ?? []),
    };
  },
};

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
