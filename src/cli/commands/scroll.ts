import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { readNumber } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { unknownName } from '../usage-error.ts';

const DIRECTIONS = ['up', 'down', 'left', 'right'] as const;

export const scroll: Command = {
  name: 'scroll',
  group: 'Sessions',
  summary: 'Turn the mouse wheel',
  details: [
    'A program that did not ask for the mouse is not scrolled: what has scrolled away is in "stet snapshot --scrollback".',
  ],
  doing: 'scrolling',
  isForPrograms: true,
  arguments: [
    { name: 'DIRECTION', text: DIRECTIONS.join(', '), isRequired: true, completion: DIRECTIONS },
    { name: 'N', text: 'How many notches; by itself 1, at most 1000', isRequired: false },
  ],
  flags: [sessionFlag],
  options: [],
  examples: [
    { line: 'stet scroll down 5', text: 'Five notches' },
    { line: 'stet scroll -s logs up', text: 'One, in another session' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const {
      words: [word = '', amount = '1'],
      overrides,
    } = given;
    const direction = DIRECTIONS.find((known) => known === word);
    if (direction === undefined) {
      const message = `Cannot scroll ${JSON.stringify(word)}`;
      throw unknownName(message, word, DIRECTIONS, `Use ${DIRECTIONS.join(', ')}`);
    }
    const scrolled = await desk.ask('session.scroll', {
      session: sessionOf(given, desk),
      direction,
      amount: readNumber(amount, { of: 'N', min: 1, max: 1000 }),
      overrides,
    });
    return doneOutcome(scrolled, `Scrolled ${direction} in`);
  },
};
