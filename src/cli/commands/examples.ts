import type { Command, Outcome } from '../command.ts';
import { recipes } from '../sessions/recipes.ts';
import { wrap } from '../text/wrap.ts';

export const examples: Command = {
  name: 'examples',
  group: 'Sessions',
  summary: 'Show how sessions are used, as lines to copy',
  details: [],
  doing: 'showing',
  arguments: [],
  flags: [],
  options: [],
  examples: [
    { line: 'stet examples', text: 'All of them' },
    { line: 'stet examples --json', text: 'For a program that learns stet' },
  ],
  run: async (): Promise<Outcome> => ({
    data: recipes,
    lines: ({ paint, columns }) =>
      recipes.flatMap(({ title, about, lines }, at) => [
        ...(at === 0 ? [] : ['']),
        paint('bold', title),
        ...wrap(about, Math.min(columns, 100)),
        ...lines.map((line) => `  ${paint('cyan', line)}`),
      ]),
  }),
};
