import type { Program } from '../program.ts';

/** Programs that show a text page by page. One that was fed by a pipe has nothing to show again. */
export const pager: Program = {
  name: 'pager',
  commands: ['less', 'man', 'more'],
  resume: async ({ argv }) =>
    argv.slice(1).some((word) => !/^[-+]/.test(word))
      ? { argv }
      : { argv, cannot: 'it read from a pipe' },
};
