import type { Command } from '../command.ts';
import { helpOutcome } from '../help-text.ts';

export const help: Command = {
  name: 'help',
  group: 'Set up',
  summary: 'Show the commands, or the help of one',
  details: [],
  doing: 'reading',
  arguments: [
    { name: 'COMMAND', text: 'The command to explain', isRequired: false, completion: 'command' },
  ],
  flags: [],
  options: [],
  examples: [
    { line: 'stet help', text: 'All commands' },
    { line: 'stet help restore', text: 'The same as "stet restore --help"' },
  ],
  run: async ({ words }, { commands }) => helpOutcome(words[0], commands),
};
