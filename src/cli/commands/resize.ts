import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { readSize } from '../sessions/read-size.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';

export const resize: Command = {
  name: 'resize',
  group: 'Sessions',
  summary: 'Change the size of a session',
  details: [],
  doing: 'resizing',
  isForPrograms: true,
  arguments: [
    { name: 'COLS', text: 'The columns, or both as COLSxROWS', isRequired: true },
    { name: 'ROWS', text: 'The rows', isRequired: false },
  ],
  flags: [sessionFlag],
  options: [],
  examples: [
    { line: 'stet resize 120 40', text: '120 columns, 40 rows' },
    { line: 'stet resize -s editor 120x40', text: 'The same, of another session' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const size = readSize(given.words);
    const session = sessionOf(given, desk);
    const resized = await desk.ask('session.resize', {
      session,
      size,
      overrides: given.overrides,
    });
    return doneOutcome(resized, 'Resized', ` to ${resized.size.cols}x${resized.size.rows}`);
  },
};
