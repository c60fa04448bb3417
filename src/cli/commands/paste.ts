import { decodeText } from '../../base/lossless-text.ts';
import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { textArgument } from '../sessions/text-argument.ts';

export const paste: Command = {
  name: 'paste',
  group: 'Sessions',
  summary: 'Paste text, in brackets if the program asked for that',
  details: ['Nothing in the text is interpreted: a backslash stays a backslash.'],
  doing: 'pasting',
  isForPrograms: true,
  arguments: [{ ...textArgument, text: 'The text, as one word; "-" reads it from stdin' }],
  flags: [sessionFlag],
  options: [],
  examples: [
    { line: "stet paste 'two words'", text: 'A text' },
    { line: 'git diff | stet paste -s review -', text: 'What another program printed' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const {
      words: [word = ''],
      overrides,
    } = given;
    const text = word === '-' ? decodeText(await desk.world.readInput()) : word;
    const session = sessionOf(given, desk);
    const pasted = await desk.ask('session.paste', { session, text, overrides });
    return doneOutcome(pasted, 'Pasted into', pasted.bracketed ? ', in brackets' : '');
  },
};
