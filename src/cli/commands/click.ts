import type { RequestOf } from '../../protocol/methods.ts';
import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { numberOf, readNumber } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { usageError } from '../usage-error.ts';

const BUTTONS = ['left', 'middle', 'right'] as const;
const FARTHEST = 4095;

export const click: Command = {
  name: 'click',
  group: 'Sessions',
  summary: 'Click an element or a cell',
  details: [
    'A ref is one of "stet snapshot --elements"; one that is not where it was any more is refused, never guessed.',
    'Rows and columns count from 0. A program that did not ask for the mouse gets no click.',
  ],
  doing: 'clicking',
  isForPrograms: true,
  arguments: [
    { name: '@REF|ROW', text: 'A ref, or the row', isRequired: true, completion: 'ref' },
    { name: 'COL', text: 'The column, with a row', isRequired: false },
  ],
  flags: [
    sessionFlag,
    {
      name: 'button',
      value: BUTTONS.join('|'),
      choices: BUTTONS,
      text: 'Which one; by itself left',
    },
    { name: 'clicks', value: 'N', text: 'How often: 2 for a double click; at most 3' },
  ],
  options: [],
  examples: [
    { line: 'stet click -s git @e1', text: 'An element of the last snapshot' },
    { line: 'stet click 10 5 --clicks 2', text: 'The cell in row 10, column 5, twice' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const button = BUTTONS.find((known) => known === given.values('button').at(-1)) ?? 'left';
    const clicked = await desk.ask('session.click', {
      session: sessionOf(given, desk),
      target: targetOf(given.words),
      button,
      clicks: numberOf(given, 'clicks', { min: 1, max: 3 }) ?? 1,
      overrides: given.overrides,
    });
    return doneOutcome(clicked, `Clicked ${clicked.row},${clicked.col} in`);
  },
};

function targetOf([first = '', col]: readonly string[]): RequestOf<'session.click'>['target'] {
  const isRef = first.startsWith('@');
  if (isRef && col === undefined) return { ref: first };
  if (isRef || col === undefined) {
    throw usageError(`Cannot click ${JSON.stringify(first)}`, 'Write "@e1", or a row and a column');
  }
  return {
    row: readNumber(first, { of: 'ROW', max: FARTHEST }),
    col: readNumber(col, { of: 'COL', max: FARTHEST }),
  };
}
