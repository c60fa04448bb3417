import type { FoundProgram, Program } from '../program.ts';

/** ssh. Reconnecting is harmless; running a remote command a second time may not be. */
export const ssh: Program = {
  name: 'ssh',
  commands: ['ssh'],
  resume: async ({ argv }) =>
    hasRemoteCommand({ argv })
      ? { argv, onlyOffer: 'it runs a command on the other machine' }
      : { argv },
};

/** The flags of ssh(1) that take a value; what follows the destination is a command. */
const WITH_VALUE = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOoPpQRSWw]$/;

function hasRemoteCommand({ argv }: Pick<FoundProgram, 'argv'>): boolean {
  let at = 1;
  while (argv[at]?.startsWith('-') === true) at += WITH_VALUE.test(argv[at] ?? '') ? 2 : 1;
  return argv.length > at + 1;
}
