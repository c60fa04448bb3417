import type { ResultOf } from '../../protocol/methods.ts';
import { hostFlag, targetArgument } from '../arguments.ts';
import type { Command, Outcome } from '../command.ts';
import { countOf } from '../text/counts.ts';
import { printable } from '../text/printable.ts';
import { usageError } from '../usage-error.ts';

export const exportCommand: Command = {
  name: 'export',
  group: 'Tidy',
  summary: 'Write a checkpoint as a kitty session file',
  details: [
    'Prints the file; with --output, writes one file for each kitty into a folder.',
    'What such a file cannot say is left out and told; exits 3 then.',
  ],
  doing: 'exporting',
  arguments: [targetArgument],
  flags: [
    { name: 'format', value: 'FORMAT', choices: ['kitty-session'], text: 'What to write' },
    { name: 'no-copy-env', text: 'Leave environments out' },
    { name: 'output', value: 'FOLDER', text: 'Write the files into this folder' },
    hostFlag,
  ],
  options: [],
  examples: [
    { line: 'stet export work > work.kitty', text: 'Then: kitty --session work.kitty' },
    { line: 'stet export work --no-copy-env --output .', text: 'A file for each kitty' },
  ],
  run: async ({ words, values, overrides }, { ask }): Promise<Outcome> => {
    const exported = await ask('workspace.export', {
      target: words[0] ?? '',
      format: values('format').at(-1) ?? 'kitty-session',
      copyEnv: values('copy-env').at(-1) !== 'false',
      hosts: [...values('host')],
      overrides,
    });
    const folder = values('output').at(-1);
    const { files, notices } = exported;
    if (folder === undefined && files.length > 1) throw severalFiles(files);
    const paths = folder === undefined ? [] : await writeAll(folder, files);
    const lines =
      folder === undefined
        ? (files[0]?.text ?? '').trimEnd().split('\n')
        : [`Wrote ${countOf(paths.length, 'file')}: ${paths.map(printable).join(', ')}`];
    return { data: exported, lines: () => lines, notices, exitCode: notices.length > 0 ? 3 : 0 };
  },
};

type Files = ResultOf<'workspace.export'>['files'];

async function writeAll(folder: string, files: Files): Promise<readonly string[]> {
  // Loaded on demand: --help must not wait for it.
  const [{ writeFile }, paths] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
  ]);
  return Promise.all(
    files.map(async ({ host, text }) => {
      const path = paths.join(folder, `${paths.basename(host).replace(/\.sock$/, '')}.kitty`);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    }),
  );
}

function severalFiles(files: Files): Error {
  return usageError(
    `Cannot print ${files.length} session files as one`,
    `Add --output FOLDER, or --host ${files[0]?.host ?? ''}`,
  );
}
