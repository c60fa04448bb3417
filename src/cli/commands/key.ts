import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { keyNames } from '../sessions/key-names.ts';
import { numberOf } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';

export const key: Command = {
  name: 'key',
  group: 'Sessions',
  summary: 'Press a key, a combination, or several after each other',
  details: [
    'Modifiers are Ctrl, Alt, Shift, Super, Hyper and Meta, in any order and case: Ctrl+Shift+F5; C-x and M-x work too.',
    'The bytes that arrive are those that the program asked for: arrows, for instance, have two forms.',
  ],
  doing: 'pressing',
  isForPrograms: true,
  arguments: [
    {
      name: 'KEY',
      text: 'A key or a combination; up to 32 of them, separated by blanks',
      isRequired: true,
      isRepeatable: true,
      completion: keyNames,
    },
  ],
  flags: [
    sessionFlag,
    { name: 'delay', value: 'MS', text: 'Wait so long between two keys; at most 10000' },
  ],
  options: [],
  examples: [
    { line: 'stet key -s editor Ctrl+S', text: 'A combination' },
    { line: "stet key 'Escape : w q Enter'", text: 'One after the other' },
    { line: 'stet key Down Down Enter --delay 50', text: 'With time between them' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const pressed = await desk.ask('session.key', {
      session: sessionOf(given, desk),
      keys: given.words.join(' '),
      delayMs: numberOf(given, 'delay', { max: 10_000 }) ?? 0,
      overrides: given.overrides,
    });
    return doneOutcome(pressed, `Pressed ${given.words.join(' ')} in`);
  },
};
