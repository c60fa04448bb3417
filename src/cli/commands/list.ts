import type { Summary } from '../../protocol/answers.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import type { Command, Outcome } from '../command.ts';
import { statusCell } from '../status-cell.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { countOf, groupDigits } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { timeAgo } from '../text/time-ago.ts';

export const list: Command = {
  name: 'list',
  group: 'Look',
  summary: 'List the saved workspaces',
  details: ['The status says so when the newest save is suspect and restore takes an older one.'],
  doing: 'listing',
  arguments: [],
  flags: [],
  options: [],
  examples: [
    { line: 'stet list', text: 'What is saved, and how old it is' },
    { line: "stet list --json | jq -r '.[].name'", text: 'Only the names' },
  ],
  run: async ({ overrides }, { ask }): Promise<Outcome> => {
    const workspaces = await ask('workspace.list', { overrides });
    return { data: workspaces, lines: (page) => workspaceLines(workspaces, page) };
  },
};

type Workspaces = ResultOf<'workspace.list'>;

const COLUMNS = [
  { title: 'WORKSPACE', style: 'bold' as const },
  { title: 'SAVED' },
  { title: 'WINDOWS', isRight: true },
  { title: 'TABS', isRight: true },
  { title: 'PANES', isRight: true },
  { title: 'LINES', isRight: true },
  { title: 'CHECKPOINTS', isRight: true },
  { title: 'STATUS' },
];

function workspaceLines(workspaces: Workspaces, page: Page): readonly string[] {
  if (workspaces.length === 0) return ['Nothing is saved yet: run "stet save"'];
  const rows = workspaces.map(({ name, current, lastGood, checkpoints }): readonly Cell[] => [
    name,
    timeAgo(current.createdAt, page.nowMs),
    ...[current.windows, current.tabs, current.panes, current.lines, checkpoints].map(groupDigits),
    statusOf(current, lastGood),
  ]);
  return [
    ...alignColumns(page, COLUMNS, rows),
    '',
    `${countOf(workspaces.length, 'workspace')} saved`,
  ];
}

function statusOf(current: Summary, lastGood: string | null): Cell {
  const cell = statusCell(current);
  if (current.status === 'good' || typeof cell === 'string') return cell;
  const taken = lastGood === null ? 'restore has no good one' : `restore takes ${lastGood}`;
  return { ...cell, text: `${cell.text}; ${taken}` };
}
