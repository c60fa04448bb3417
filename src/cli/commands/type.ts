import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { textArgument } from '../sessions/text-argument.ts';

export const type: Command = {
  name: 'type',
  group: 'Sessions',
  summary: 'Type text into a session',
  details: [
    String.raw`\n and \r in the text press Enter; \t, \\ and \xNN stand for those characters. "stet submit" is surer than Enter at the end.`,
  ],
  doing: 'typing',
  isForPrograms: true,
  arguments: [textArgument],
  flags: [sessionFlag],
  options: [],
  examples: [
    { line: "stet type -s editor ':w'", text: 'Two characters; Enter comes with "stet key Enter"' },
    { line: "stet type -- '-la'", text: 'A text that begins with a dash' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const {
      words: [text = ''],
      overrides,
    } = given;
    const done = await desk.ask('session.type', {
      session: sessionOf(given, desk),
      text,
      overrides,
    });
    return doneOutcome(done, 'Typed into');
  },
};
