import type { Command, Outcome } from '../command.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import { countOf } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';

export const tabs: Command = {
  name: 'tabs',
  group: 'Save and restore',
  summary: 'Open a kitty tab for each tmux session that no window shows yet',
  details: [
    'Each tab is called like its session and opens in its directory.',
    'In kitty.conf on a key: map kitty_mod+s launch --type=background stet tabs',
    'Tabs open in the kitty that stet is called from, else in one that runs, else in a new one.',
  ],
  doing: 'opening tabs',
  arguments: [
    { name: 'SESSION', text: 'Only this session; by itself all of them', isRequired: false },
  ],
  flags: [],
  options: ['host_timeout_ms'],
  examples: [
    { line: 'stet tabs', text: 'Show every session in a tab of its own' },
    { line: 'stet tabs work', text: 'Show only the session "work"' },
  ],
  run: async ({ words, overrides }, { ask }): Promise<Outcome> => {
    const shown = await ask('host.tabs', { only: words.slice(0, 1), overrides });
    return {
      data: shown,
      lines: (page) => summaryLines(shown, page),
      notices: shown.notices,
      exitCode: shown.notices.length > 0 ? 3 : 0,
    };
  },
};

function summaryLines(
  { opened, alreadyShown }: ResultOf<'host.tabs'>,
  { paint }: Page,
): readonly string[] {
  const names = opened.map((name) => paint('bold', printable(name))).join(', ');
  const before = alreadyShown.length === 0 ? '' : `; ${alreadyShown.length} shown already`;
  if (opened.length === 0) return [`Opened nothing${before}`];
  return [`Opened ${countOf(opened.length, 'tab')}: ${names}${before}`];
}
