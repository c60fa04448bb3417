import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundProgram, Program, Resume } from '../program.ts';

/**
 * vim and nvim. A session file that vim-obsession keeps up to date knows more than the words
 * vim was started with; any other Session.vim may be years old and is left alone.
 */
export const vim: Program = {
  name: 'vim',
  commands: ['vim', 'nvim', 'vi', 'view', 'vimdiff'],
  resume: async (found) =>
    (await hasLiveSession(found)) ? withSession(found) : { argv: found.argv },
};

function withSession({ argv }: FoundProgram): Resume {
  const [command = 'vim'] = argv;
  return { argv: [command, '-S', 'Session.vim'] };
}

async function hasLiveSession({ argv, cwd }: FoundProgram): Promise<boolean> {
  if (argv.includes('-S')) return false;
  const session = await readFile(join(cwd, 'Session.vim'), 'utf8').catch(() => '');
  return session.includes('g:this_obsession');
}
