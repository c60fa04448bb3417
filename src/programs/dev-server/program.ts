import type { Program } from '../program.ts';
import { sameWords } from '../program.ts';

/** Runners of a project's scripts, dev servers among them; `process.title` hides their words. */
export const devServer: Program = {
  name: 'dev-server',
  commands: ['npm', 'npx', 'pnpm', 'yarn', 'bun'],
  resume: sameWords,
};

const RUNNER = /^(npm|npx|pnpm|yarn|bun) /;

/**
 * The words behind a title. npm and its like write "npm run dev" over their first word and leave
 * the others empty, so that is all that the kernel shows. Which blanks stood inside a word is lost.
 */
export function wordsBehindTitle(argv: readonly string[]): readonly string[] {
  const [title = '', ...rest] = argv;
  return RUNNER.test(title) && rest.every((word) => word === '') ? title.trim().split(/ +/) : argv;
}
