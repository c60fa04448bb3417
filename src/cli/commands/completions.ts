import { bashCompletions } from '../completions/bash.ts';
import { fishCompletions } from '../completions/fish.ts';
import { zshCompletions } from '../completions/zsh.ts';
import type { Command, Outcome } from '../command.ts';
import { unknownName } from '../usage-error.ts';

const SHELLS = new Map([
  ['bash', bashCompletions],
  ['zsh', zshCompletions],
  ['fish', fishCompletions],
]);

export const completions: Command = {
  name: 'completions',
  group: 'Set up',
  summary: 'Print the completions for a shell',
  details: ['They offer commands, flags, values, and the names and ids of what is saved.'],
  doing: 'writing',
  arguments: [
    {
      name: 'SHELL',
      text: 'bash, zsh or fish',
      isRequired: true,
      completion: [...SHELLS.keys()],
    },
  ],
  flags: [],
  options: [],
  examples: [
    { line: 'source <(stet completions bash)', text: 'In ~/.bashrc' },
    { line: 'source <(stet completions zsh)', text: 'In ~/.zshrc, after compinit' },
    { line: 'stet completions fish > ~/.config/fish/completions/stet.fish', text: 'For fish' },
  ],
  run: async ({ words: [shell = ''] }, { commands }): Promise<Outcome> => {
    const generate = SHELLS.get(shell);
    if (generate === undefined) {
      const message = `Cannot complete for ${JSON.stringify(shell)}`;
      throw unknownName(message, shell, [...SHELLS.keys()], 'Use bash, zsh or fish');
    }
    const script = generate(commands);
    return { data: { shell, script }, lines: () => script.trimEnd().split('\n') };
  },
};
