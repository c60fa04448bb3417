import type { Command, Outcome } from '../command.ts';
import { dryRunFlag } from '../arguments.ts';
import { planLines } from '../plan-lines.ts';
import { isPartial, undoLines } from '../report-lines.ts';
import { shellWord } from '../text/shell-word.ts';

export const undo: Command = {
  name: 'undo',
  group: 'Save and restore',
  summary: 'Take a restore back: close what it opened, reopen what it closed',
  details: ['Restores are undone newest first; what you opened since then is left alone.'],
  doing: 'undoing',
  arguments: [
    {
      name: 'RESTORE',
      text: 'The id that the restore printed; by itself the newest one not undone yet',
      isRequired: false,
    },
  ],
  flags: [dryRunFlag],
  options: ['host_timeout_ms'],
  examples: [
    { line: 'stet undo', text: 'Take the last restore back' },
    { line: 'stet undo --dry-run', text: 'See what that would close and reopen' },
  ],
  run: async ({ words, isSet, typed, overrides }, { ask }): Promise<Outcome> => {
    const dryRun = isSet('dry-run');
    const answer = await ask('restore.undo', { restore: words[0] ?? '', dryRun, overrides });
    const rest = typed.filter((word) => word !== '--dry-run');
    const apply = ['stet', 'undo', ...rest].map(shellWord).join(' ');
    return {
      data: answer,
      lines: (page) => (dryRun ? planLines(answer.plan, apply, page) : undoLines(answer, page)),
      notices: answer.plan.notices,
      exitCode: isPartial(answer) ? 3 : 0,
    };
  },
};
