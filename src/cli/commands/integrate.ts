import { StetError } from '../../base/errors.ts';
import type { Integration, FileChange } from '../../integrations/integration.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { lineDiff } from '../text/line-diff.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';
import { unknownName, usageError } from '../usage-error.ts';

export const integrate: Command = {
  name: 'integrate',
  group: 'Set up',
  summary: 'Connect stet with another program, or take that back',
  details: [
    'Shows the change to your configuration and asks; in a script it needs --yes.',
    'kitty: one line in kitty.conf, with which stet needs no remote control.',
    'opencode, codex, gemini, pi: what shows stet which conversation is on the screen.',
  ],
  doing: 'integrating',
  arguments: [
    {
      name: 'PROGRAM',
      text: 'What to connect with',
      isRequired: true,
      completion: ['kitty', 'opencode', 'codex', 'gemini', 'pi'],
    },
  ],
  flags: [
    { name: 'remove', text: 'Take the change back' },
    { name: 'live', text: 'Also enter every kitty that runs and allows remote control' },
    { name: 'dry-run', text: 'Show the change and do nothing' },
    { name: 'yes', text: 'Do not ask' },
  ],
  options: [],
  examples: [
    { line: 'stet integrate kitty', text: 'See the change, then make it' },
    { line: 'stet integrate kitty --live --yes', text: 'Also in kitties that run already' },
    { line: 'stet integrate opencode', text: 'Follow opencode through every switch of session' },
    { line: 'stet integrate kitty --remove', text: 'Take it back, to the byte' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const wanted = given.isSet('remove') ? 'remove' : 'install';
    // Loaded on demand: --help must not wait for it.
    const { integrations, applyChange } = await import('../../integrations/integrations.ts');
    const integration = chosen(integrations, given.words[0] ?? '');
    const change = await integration.plan(wanted);
    const isDryRun = given.isSet('dry-run');
    if (change !== undefined && !isDryRun) {
      await requireConsent(given, desk, change);
      await applyChange(change);
    }
    const isLive = given.isSet('live') && wanted === 'install' && !isDryRun;
    const entered = isLive
      ? await desk.ask('host.enter', { overrides: given.overrides })
      : undefined;
    const told = { change, isDryRun, integration, entered: entered?.entered };
    return {
      data: { ...told, integration: integration.name },
      lines: (page) => summaryLines(told, page),
      notices: entered?.notices ?? [],
    };
  },
};

function chosen(integrations: readonly Integration[], name: string): Integration {
  const found = integrations.find((known) => known.name === name);
  if (found !== undefined) return found;
  const known = integrations.map((integration) => integration.name);
  const message = `Cannot integrate ${JSON.stringify(name)}`;
  throw unknownName(message, name, known, `stet integrates: ${known.join(', ')}`);
}

async function requireConsent(given: Given, desk: Desk, change: FileChange): Promise<void> {
  if (given.isSet('yes')) return;
  const answer = await desk.confirm(async () => `${changeText(change)}\nChange the file?`);
  if (answer === true) return;
  if (answer === undefined) {
    throw usageError(
      `Cannot change ${change.path} without asking`,
      'Add --yes to change it unasked, or --dry-run to see the change',
    );
  }
  throw new StetError('CANCELLED', `Left ${change.path} as it is`, {
    hint: 'Answer "y", or add --yes, to change it',
  });
}

interface Told {
  readonly change: FileChange | undefined;
  readonly isDryRun: boolean;
  readonly integration: Integration;
  readonly entered: readonly string[] | undefined;
}

function summaryLines(
  { change, isDryRun, integration, entered }: Told,
  { paint }: Page,
): readonly string[] {
  const live = (entered ?? []).map((host) => `Entered ${printable(host)}`);
  if (change === undefined) return ['Nothing to change: it is as asked', ...live];
  const done = isDryRun ? 'Would change' : 'Changed';
  return [
    changeText(change),
    `${done} ${paint('bold', printable(change.path))}`,
    ...(isDryRun ? [] : [`${integration.effect}.`]),
    ...live,
  ];
}

function changeText({ path, before, after }: FileChange): string {
  return [path, ...lineDiff(before ?? '', after ?? '')].map(printable).join('\n');
}
