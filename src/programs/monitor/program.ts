import { type Program, sameWords } from '../program.ts';

/** Programs that show how the machine is doing. */
export const monitor: Program = {
  name: 'monitor',
  commands: ['htop', 'btop', 'btm', 'top', 'watch'],
  resume: sameWords,
};
