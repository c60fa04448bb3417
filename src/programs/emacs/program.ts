import { type Program, sameWords } from '../program.ts';

export const emacs: Program = {
  name: 'emacs',
  commands: ['emacs', 'emacs-nox', 'emacs-gtk', 'emacs-lucid', 'emacsclient'],
  resume: sameWords,
};
