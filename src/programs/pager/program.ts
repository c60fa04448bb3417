import type { FoundProgram, Program } from '../program.ts';

/** Programs that show a text page by page. One that was fed by a pipe has nothing to show again. */
export const pager: Program = {
  name: 'pager',
  commands: ['less', 'man', 'more'],
  resume: async (found) =>
    isToldWhat(found) ? { argv: found.argv } : { argv: found.argv, cannot: 'it read from a pipe' },
};

function isToldWhat({ argv, redirections: [own = []] = [] }: FoundProgram): boolean {
  const isFed = own.some(({ kind, stream }) => kind === 'file' && stream === 0);
  return isFed || argv.slice(1).some((word) => !/^[-+]/.test(word));
}
