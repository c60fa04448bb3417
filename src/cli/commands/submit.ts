import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { timeoutFlag, timeoutOf } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { textArgument } from '../sessions/text-argument.ts';

export const submit: Command = {
  name: 'submit',
  group: 'Sessions',
  summary: 'Enter text, and press Enter once the program has taken it',
  details: [
    'Text and Enter in one go are often read as a paste, and Enter is lost. Here Enter follows as a key of its own.',
    '"outcome" says whether the screen showed that it took effect.',
  ],
  doing: 'submitting',
  isForPrograms: true,
  arguments: [textArgument],
  flags: [sessionFlag, timeoutFlag],
  options: [],
  examples: [
    { line: "stet submit -s worker 'make test'", text: 'A command for a shell' },
    { line: "stet submit 'What does this function do?'", text: 'A question for an AI program' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const {
      words: [text = ''],
      overrides,
    } = given;
    const session = sessionOf(given, desk);
    const request = { session, text, ...timeoutOf(given), overrides };
    const submitted = await desk.ask('session.submit', request);
    const isSeen = submitted.outcome === 'submitted';
    return doneOutcome(submitted, 'Submitted to', isSeen ? '' : ', without a visible effect');
  },
};
