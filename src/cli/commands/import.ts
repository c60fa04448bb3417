import type { Command, Outcome } from '../command.ts';
import { contentsOf } from '../text/counts.ts';
import { printable } from '../text/printable.ts';
import { shellWord } from '../text/shell-word.ts';
import { usageError } from '../usage-error.ts';

export const importCommand: Command = {
  name: 'import',
  group: 'Tidy',
  summary: 'Make a workspace of a kitty session file or of what "kitty @ ls" prints',
  details: ['Nothing is opened: a restore decides by your settings what of it may run.'],
  doing: 'importing',
  arguments: [
    { name: 'FILE', text: 'The file to read', isRequired: true },
    {
      name: 'NAME',
      text: 'The workspace to make; by itself the name of the file',
      isRequired: false,
    },
  ],
  flags: [],
  options: [],
  examples: [
    { line: 'stet import work.kitty', text: 'A session file, as the workspace "work"' },
    {
      line: 'stet import ~/Notes/2026-05-18-pay.md',
      text: 'The "cd … && opencode …" below "## Resume"',
    },
    { line: 'kitty @ ls > ls.json; stet import ls.json today', text: 'What kitty shows now' },
  ],
  run: async ({ words: [path = '', given], overrides }, { ask }): Promise<Outcome> => {
    // Loaded on demand: --help must not wait for it.
    const [{ readFile }, paths] = await Promise.all([
      import('node:fs/promises'),
      import('node:path'),
    ]);
    const text = await readFile(path, 'utf8').catch((failure: Error) => {
      throw usageError(`Cannot read ${JSON.stringify(path)}: ${failure.message}`);
    });
    const name = given ?? paths.basename(path).replace(/\.\w+$/, '');
    const imported = await ask('workspace.import', {
      text,
      source: paths.basename(path),
      name,
      overrides,
    });
    const { checkpoint, runs, notices } = imported;
    const running = runs.map((argv) => `  ${printable(argv.map(shellWord).join(' '))}`);
    return {
      data: imported,
      lines: ({ paint }) => [
        `Imported ${paint('bold', printable(checkpoint.workspace))}: ${contentsOf(checkpoint)}`,
        ...(running.length === 0 ? [] : ['A restore would run:', ...running]),
      ],
      notices,
    };
  },
};
