import type { Command, Outcome } from '../command.ts';
import { countOf } from '../text/counts.ts';
import { printable } from '../text/printable.ts';

export const rename: Command = {
  name: 'rename',
  group: 'Tidy',
  summary: 'Give a workspace another name',
  details: ['Its whole history moves with it; a name that is taken is refused.'],
  doing: 'renaming',
  arguments: [
    {
      name: 'OLD',
      text: 'The workspace as it is called',
      isRequired: true,
      completion: 'workspace',
    },
    { name: 'NEW', text: 'What to call it', isRequired: true },
  ],
  flags: [],
  options: [],
  examples: [
    { line: 'stet rename default work', text: 'Give the default workspace a name' },
    { line: "stet rename work 'work 2026'", text: 'A name may have spaces' },
  ],
  run: async ({ words: [from = '', to = ''], overrides }, { ask }): Promise<Outcome> => {
    const renamed = await ask('workspace.rename', { from, to, overrides });
    const { name, checkpoints } = renamed;
    return {
      data: renamed,
      lines: ({ paint }) => [
        `Renamed ${printable(from)} to ${paint('bold', printable(name))}: ${countOf(checkpoints, 'checkpoint')}`,
      ],
    };
  },
};
