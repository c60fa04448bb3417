import type { Change } from '../../protocol/answers.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import type { Command, Outcome } from '../command.ts';
import { hostFlag } from '../arguments.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { groupDigits } from '../text/counts.ts';
import type { Page, Style } from '../text/page.ts';
import { printable } from '../text/printable.ts';

export const diff: Command = {
  name: 'diff',
  group: 'Look',
  summary: 'Compare two checkpoints, or one with what runs now',
  details: ['"+" came, "-" went, "~" is another than before.'],
  doing: 'comparing',
  arguments: [
    { name: 'A', text: 'A workspace or a checkpoint', isRequired: true, completion: 'target' },
    {
      name: 'B|live',
      text: 'Another one, or "live" for what runs now; by itself "live"',
      isRequired: false,
      completion: 'target',
    },
  ],
  flags: [hostFlag],
  options: ['host_timeout_ms'],
  examples: [
    { line: 'stet diff work', text: 'What has changed since the last save' },
    { line: 'stet diff 01JD2Q 01JD3A', text: 'What changed between two checkpoints' },
  ],
  run: async (
    { words: [from = '', to = 'live'], values, overrides },
    { ask },
  ): Promise<Outcome> => {
    const hosts = [...values('host')];
    const compared = await ask('checkpoint.diff', { from, to, hosts, overrides });
    return { data: compared, lines: (page) => changeLines(compared, page) };
  },
};

const SIGNS: Readonly<Record<Change['kind'], { readonly text: string; readonly style: Style }>> = {
  added: { text: '+', style: 'green' },
  removed: { text: '-', style: 'red' },
  changed: { text: '~', style: 'yellow' },
};

function changeLines(
  { from, to, changes, fidelity }: ResultOf<'checkpoint.diff'>,
  page: Page,
): readonly string[] {
  const between = `${printable(from)} → ${printable(to)}`;
  if (changes.length === 0) return [`${between}: no differences`];
  const counts = (['added', 'removed', 'changed'] as const)
    .map((kind) => `${changes.filter((change) => change.kind === kind).length} ${kind}`)
    .join(', ');
  const alike = `${groupDigits(fidelity.kept)} of ${groupDigits(fidelity.total)} facts alike`;
  return [
    ...alignColumns(page, [{}, { style: 'bold' }, {}, {}], changes.map(rowOf)),
    '',
    `${between}: ${counts}; ${alike}`,
  ];
}

function rowOf({ kind, level, name, fact, before, after }: Change): readonly Cell[] {
  const values = kind === 'added' ? after : kind === 'removed' ? before : `${before} → ${after}`;
  return [SIGNS[kind], `${level} ${name}`, fact, values];
}
