import type { Command, Outcome } from '../command.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import { hostFlag } from '../arguments.ts';
import { contentsOf } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';

export const save: Command = {
  name: 'save',
  group: 'Save and restore',
  summary: 'Record every running host as a new checkpoint of a workspace',
  details: [
    'Earlier checkpoints stay; a save that looks worse than the one before never replaces it.',
    'Exits 3 when a host did not answer, or has ended since the last save without being closed:',
    'its last saved state is kept in its place ("stet prune --inactive" lets it go).',
  ],
  doing: 'saving',
  arguments: [
    {
      name: 'NAME',
      text: 'The workspace to save into; by itself "default"',
      isRequired: false,
      completion: 'workspace',
    },
  ],
  flags: [
    {
      name: 'accept',
      text: 'Believe this save even if it holds much less than the last good one',
    },
    hostFlag,
  ],
  options: ['save_scrollback', 'max_scrollback_lines', 'host_timeout_ms'],
  examples: [
    { line: 'stet save', text: 'Save everything that runs' },
    { line: 'stet save work', text: 'Save it under a name' },
    { line: 'stet save work --scrollback full', text: 'Record all output, not only the newest' },
    { line: 'stet save --host tmux:/tmp/tmux-1000/pay', text: 'Save one tmux server' },
  ],
  run: async ({ words: [name = ''], values, isSet, overrides }, { ask }): Promise<Outcome> => {
    const saved = await ask('workspace.save', {
      name,
      hosts: [...values('host')],
      accept: isSet('accept'),
      overrides,
    });
    const isSilent = saved.hosts.some(({ status }) => status === 'unreachable');
    return {
      data: saved,
      lines: (page) => summaryLines(saved, page),
      notices: [...saved.notices, ...saved.hosts.flatMap(({ problem }) => problem ?? [])],
      exitCode: isSilent || saved.lost.length > 0 ? 3 : 0,
    };
  },
};

function summaryLines(saved: ResultOf<'workspace.save'>, { paint }: Page): readonly string[] {
  const { checkpoint, isNew, isLastGood } = saved;
  const name = paint('bold', printable(checkpoint.workspace));
  const contents = contentsOf(checkpoint);
  const summary = isNew
    ? `Saved ${name}: ${contents}`
    : `Nothing has changed since the last save of ${name}: ${contents}`;
  if (isLastGood) return [summary];
  const why = printable(checkpoint.why ?? 'it holds less than the save before');
  const kept = `Suspect (${why}): restore keeps taking the save before this one`;
  return [paint('yellow', kept), summary];
}
