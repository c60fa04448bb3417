import type { Command, Outcome } from '../command.ts';
import { usageError } from '../usage-error.ts';

export const run: Command = {
  name: 'run',
  group: 'Set up',
  summary: 'Run a program as it is, so that stet sees which conversation it shows',
  details: [
    'The program gets its words, the terminal and the signals as without stet, and its exit status is ours.',
    'opencode, gemini and pi also get an observer, by their environment or words; no file of yours is changed.',
  ],
  doing: 'running',
  arguments: [
    {
      name: 'PROGRAM',
      text: 'The program and its words, all of them',
      isRequired: true,
      isRepeatable: true,
      completion: 'program',
    },
  ],
  startsProgram: true,
  flags: [],
  options: [],
  examples: [
    { line: 'stet run opencode', text: 'opencode, observed' },
    { line: 'alias opencode="stet run opencode"', text: 'Always, in the settings of your shell' },
  ],
  run: async ({ words: [program, ...words] }, { runInPlace }): Promise<Outcome> => {
    if (program === undefined) {
      throw usageError('Cannot run: PROGRAM is missing', 'Write "stet run PROGRAM …"');
    }
    // Loaded on demand: --help must not wait for it.
    const { observed } = await import('../../integrations/observers.ts');
    const { argv, env } = await observed([program, ...words]);
    const exitCode = await runInPlace(argv, env);
    return { data: null, lines: () => [], exitCode, isSilent: true };
  },
};
