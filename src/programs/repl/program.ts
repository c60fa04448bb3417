import { type Program, sameWords } from '../program.ts';

/** Interpreters that people type into, when they run no script. What they had in memory is gone. */
export const repl: Program = {
  name: 'repl',
  commands: 'python python3 ipython ipython3 node deno irb pry ghci lua julia R iex'.split(' '),
  resume: sameWords,
  isUsuallyOffered: ([, ...words]) =>
    words.every((word) => /^-(?!-?(c|e|m|p|eval|print)$)/.test(word)),
};
