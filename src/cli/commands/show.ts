import type { ResultOf } from '../../protocol/methods.ts';
import { plainText, savedLine } from '../../model/saved-line.ts';
import type { Command, Outcome } from '../command.ts';
import { targetArgument } from '../arguments.ts';
import { outlineLines } from '../outline.ts';
import type { Page } from '../text/page.ts';

export const show: Command = {
  name: 'show',
  group: 'Look',
  summary: 'Show what a checkpoint holds, or the saved output of one pane',
  details: ['Saved output is shown with its colours on a terminal and without elsewhere.'],
  doing: 'reading',
  arguments: [targetArgument],
  flags: [
    { name: 'pane', value: 'PANE', text: 'Print the saved lines of this pane, by name or id' },
  ],
  options: [],
  examples: [
    { line: 'stet show work', text: 'Its windows, tabs, layouts, directories and programs' },
    { line: 'stet show work --pane api:1.0 | grep error', text: 'Search the saved output' },
    { line: 'stet show --pane api:1.0 --colour always | less -R', text: 'Page through it' },
  ],
  run: async ({ words, values, overrides }, { ask }): Promise<Outcome> => {
    const target = words[0] ?? '';
    const pane = values('pane').at(-1) ?? '';
    const shown = await ask('checkpoint.show', { target, pane, overrides });
    return { data: shown, lines: (page) => shownLines(shown, page) };
  },
};

function shownLines(
  { checkpoint, lines }: ResultOf<'checkpoint.show'>,
  page: Page,
): readonly string[] {
  if (lines === undefined) return outlineLines(checkpoint, page);
  // whoever could write the file could have put anything into it: rewritten, it cannot act
  const safe = lines.map(savedLine);
  return page.hasColour ? safe : safe.map(plainText);
}
