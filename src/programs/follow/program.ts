import { type Program, sameWords } from '../program.ts';

/** Programs that follow a growing file. */
export const follow: Program = {
  name: 'follow',
  commands: ['tail'],
  resume: sameWords,
};
