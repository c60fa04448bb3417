import type { Notice } from '../../protocol/answers.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { dryRunFlag, hostFlag, targetArgument } from '../arguments.ts';
import { planLines } from '../plan-lines.ts';
import { isPartial, restoreLines } from '../report-lines.ts';
import { shellWord } from '../text/shell-word.ts';
import { usageError } from '../usage-error.ts';

export const restore: Command = {
  name: 'restore',
  group: 'Save and restore',
  summary: 'Bring a workspace or a checkpoint back',
  details: [
    'What is already there is left alone, so restoring twice changes nothing.',
    'Exits 3 when something could not be brought back; the report says what, why and the way out.',
  ],
  doing: 'restoring',
  arguments: [targetArgument],
  flags: [
    dryRunFlag,
    {
      name: 'only',
      value: 'X',
      isRepeatable: true,
      text: 'Only this window, tab or pane, by name ("work", "work:3", "work:3.1") or id; repeatable',
    },
    { name: 'merge', text: 'Add what is missing and close nothing (the default)' },
    { name: 'replace', text: 'Close what the checkpoint does not hold, after saving it' },
    {
      name: 'plan',
      value: 'HASH',
      text: 'Apply exactly the plan that --dry-run showed, or nothing',
    },
    hostFlag,
  ],
  options: ['run_programs', 'prompt_programs', 'never_programs', 'default_program_policy'],
  examples: [
    { line: 'stet restore', text: 'Bring the default workspace back' },
    { line: 'stet restore work --dry-run', text: 'Look at the plan first' },
    { line: 'stet restore work --only api --only web:2', text: 'Bring back parts of it' },
    { line: 'stet restore work --replace', text: 'Make what runs exactly what was saved' },
  ],
  run: async (given, { ask }): Promise<Outcome> => {
    const { words, values, isSet, overrides } = given;
    const mode = modeOf(given);
    const answer = await ask('workspace.restore', {
      target: words[0] ?? '',
      mode,
      only: [...values('only')],
      dryRun: isSet('dry-run'),
      plan: values('plan').at(-1) ?? '',
      hosts: [...values('host')],
      overrides,
    });
    const apply = applyLine(given, answer.plan.hash);
    return {
      data: answer,
      lines: (page) =>
        isSet('dry-run') ? planLines(answer.plan, apply, page) : restoreLines(answer, page),
      notices: unreported(answer),
      exitCode: isPartial(answer) ? 3 : 0,
    };
  },
};

/** Notices about what the report speaks of are in the report. */
function unreported({ plan, report }: ResultOf<'workspace.restore'>): readonly Notice[] {
  const entries = report === undefined ? [] : Object.values(report).flat();
  const reported = new Set(entries.map(({ id }) => id));
  return plan.notices.filter(({ subject }) => subject === undefined || !reported.has(subject));
}

function modeOf({ isSet, values }: Given): 'merge' | 'replace' {
  if (isSet('merge') && isSet('replace')) {
    throw usageError('Cannot both --merge and --replace', 'Leave one of them out');
  }
  if (isSet('dry-run') && values('plan').length > 0) {
    throw usageError('Cannot use --plan with --dry-run', 'Leave --dry-run out to apply the plan');
  }
  return isSet('replace') ? 'replace' : 'merge';
}

/** The same command line with the plan's hash instead of `--dry-run`. */
function applyLine({ typed }: Given, hash: string): string {
  const rest = typed.filter((word) => word !== '--dry-run');
  return ['stet', 'restore', '--plan', hash, ...rest].map(shellWord).join(' ');
}
