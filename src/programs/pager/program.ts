import { type Program, sameWords } from '../program.ts';

/** Programs that show a text page by page. One that was fed by a pipe has nothing to show again. */
export const pager: Program = {
  name: 'pager',
  commands: ['less', 'man', 'more'],
  resume: sameWords,
};
