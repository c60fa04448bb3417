import type { Command, Outcome } from '../command.ts';
import { countOf } from '../text/counts.ts';
import { printable } from '../text/printable.ts';
import { usageError } from '../usage-error.ts';

export const prune: Command = {
  name: 'prune',
  group: 'Tidy',
  summary: 'Leave out of a workspace what does not run any more',
  details: [
    'Earlier checkpoints stay ("stet log"); what was restored runs, whatever its pid is now.',
    'Session files in KITTY_SESSION_SAVE_DIR whose kitty is gone are removed.',
  ],
  doing: 'pruning',
  arguments: [
    {
      name: 'NAME',
      text: 'The workspace; by itself "default"',
      isRequired: false,
      completion: 'workspace',
    },
  ],
  flags: [{ name: 'inactive', text: 'Leave out the hosts that do not run' }],
  options: [],
  examples: [
    { line: 'stet prune --inactive', text: 'Forget the kitties that you closed' },
    { line: 'stet prune --inactive work', text: 'The same in the workspace "work"' },
  ],
  run: async ({ words, isSet, overrides }, { ask }): Promise<Outcome> => {
    if (!isSet('inactive')) {
      throw usageError('Cannot tell what to prune', 'Add --inactive: what does not run any more');
    }
    const pruned = await ask('workspace.prune', { name: words[0] ?? '', overrides });
    const { hosts, files } = pruned;
    const gone = [...hosts, ...files].map((name) => `  ${printable(name)}`);
    return {
      data: pruned,
      lines: () =>
        gone.length === 0
          ? ['Nothing to leave out']
          : [
              `Left out ${countOf(hosts.length, 'host')}, removed ${countOf(files.length, 'file')}:`,
              ...gone,
            ],
    };
  },
};
