import type { Summary } from '../../protocol/answers.ts';
import type { Command, Outcome } from '../command.ts';
import { statusCell } from '../status-cell.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { countOf, groupDigits } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { timeAgo } from '../text/time-ago.ts';
import { usageError } from '../usage-error.ts';

const MOST = 100_000;

export const log: Command = {
  name: 'log',
  group: 'Look',
  summary: 'List the checkpoints of a workspace, newest first',
  details: ['Every id, or the start of one, can be given to show, diff, restore and delete.'],
  doing: 'reading',
  arguments: [
    {
      name: 'NAME',
      text: 'The workspace; by itself all of them',
      isRequired: false,
      completion: 'workspace',
    },
  ],
  flags: [{ name: 'limit', value: 'N', text: 'How many of the newest to list; default: 50' }],
  options: [],
  examples: [
    { line: 'stet log work', text: 'The history of one workspace' },
    { line: 'stet log --limit 5', text: 'The five newest checkpoints of all' },
  ],
  run: async ({ words: [name = ''], values, overrides }, { ask }): Promise<Outcome> => {
    const limit = readLimit(values('limit').at(-1));
    const checkpoints = await ask('workspace.log', { name, limit, overrides });
    return { data: checkpoints, lines: (page) => checkpointLines(checkpoints, page) };
  },
};

const COLUMNS = [
  { title: 'CHECKPOINT', style: 'bold' as const },
  { title: 'WORKSPACE' },
  { title: 'SAVED' },
  { title: 'BY' },
  { title: 'WINDOWS', isRight: true },
  { title: 'TABS', isRight: true },
  { title: 'PANES', isRight: true },
  { title: 'LINES', isRight: true },
  { title: 'STATUS' },
];

function checkpointLines(checkpoints: readonly Summary[], page: Page): readonly string[] {
  if (checkpoints.length === 0) return ['No checkpoint yet: run "stet save"'];
  const rows = checkpoints.map((checkpoint): readonly Cell[] => [
    checkpoint.id,
    checkpoint.workspace,
    timeAgo(checkpoint.createdAt, page.nowMs),
    checkpoint.trigger,
    ...[checkpoint.windows, checkpoint.tabs, checkpoint.panes, checkpoint.lines].map(groupDigits),
    statusCell(checkpoint),
  ]);
  return [...alignColumns(page, COLUMNS, rows), '', countOf(checkpoints.length, 'checkpoint')];
}

function readLimit(given = '50'): number {
  const limit = /^\d+$/.test(given) ? Number(given) : 0;
  if (limit >= 1 && limit <= MOST) return limit;
  const message = `Cannot use ${JSON.stringify(given)} for --limit`;
  throw usageError(message, `It takes a whole number from 1 to ${MOST}`);
}
