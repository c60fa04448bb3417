import type { FoundProgram, Program, Resume } from '../program.ts';

/** mosh. What runs is its client, which says in its first word how mosh was called. */
export const mosh: Program = {
  name: 'mosh',
  commands: ['mosh', 'mosh-client'],
  resume: async (found) => asMosh(found) ?? { argv: found.argv },
};

/** `mosh-client "-# --ssh=x ada@host |" 192.0.2.1 60001`, as mosh(1) 1.3 and 1.4 start it. */
function asMosh({ argv: [command = '', called = '', ...rest] }: FoundProgram): Resume | undefined {
  if (!command.endsWith('mosh-client')) return undefined;
  const words = /^-# (.+) \|$/.exec(called)?.[1]?.split(' ');
  if (words === undefined) return { argv: [command, called, ...rest], cannot: 'its key is gone' };
  const argv = ['mosh', ...words];
  const host = words.findIndex((word) => !word.startsWith('-'));
  return words.length > host + 1
    ? { argv, onlyOffer: 'it runs a command on the other machine' }
    : { argv };
}
