import { type Program, sameWords } from '../program.ts';

/** Editors that open again with the files that they were started with. */
export const editor: Program = {
  name: 'editor',
  commands: ['nano', 'hx', 'helix', 'micro', 'kak', 'joe', 'ne', 'mcedit'],
  resume: sameWords,
};
