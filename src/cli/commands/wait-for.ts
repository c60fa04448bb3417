import type { RequestOf } from '../../protocol/methods.ts';
import type { WaitResult } from '../../protocol/session-answers.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { LONGEST_MS, numberOf, timeoutFlag, timeoutOf } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { waitLines } from '../sessions/wait-lines.ts';
import { usageError } from '../usage-error.ts';

export const waitFor: Command = {
  name: 'wait-for',
  group: 'Sessions',
  summary: 'Wait until something shows, is gone, keeps still, or the program ends',
  details: [
    'Neither the echo of what was typed nor text that stood there before the last input counts as found.',
    'What is asked for together must hold at the same moment; each --any-of is an alternative to it.',
    'Exits 3 when the time is up and 4 when the program ended first; the answer then tells why: the screen, what the program is doing, and what it asked the terminal in vain.',
  ],
  doing: 'waiting',
  isForPrograms: true,
  arguments: [{ name: 'PATTERN', text: 'The text to wait for on the screen', isRequired: false }],
  flags: [
    sessionFlag,
    { name: 'regex', short: 'r', text: 'Patterns are regular expressions' },
    { name: 'gone', text: 'Until PATTERN is not there (any more)' },
    { name: 'stable', value: 'MS', text: 'Until the screen kept still for so long' },
    { name: 'exit', text: 'Until the program has ended' },
    { name: 'prompt', text: 'Until the shell shows its prompt and waits' },
    {
      name: 'any-of',
      value: 'PATTERN',
      isRepeatable: true,
      text: 'Or until this shows; repeatable',
    },
    timeoutFlag,
  ],
  options: [],
  examples: [
    { line: "stet wait-for -s worker '$'", text: 'A prompt that ends in a dollar sign' },
    {
      line: "stet wait-for 'BUILD OK' --any-of error --any-of failed -t 60000",
      text: 'What comes first',
    },
    { line: 'stet wait-for Loading --gone --stable 200', text: 'Gone, and nothing moves any more' },
    { line: 'stet wait-for --exit -t 5000', text: 'The end of the program' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const waited = await desk.ask('session.wait', {
      session: sessionOf(given, desk),
      anyOf: conditionsOf(given),
      ...timeoutOf(given),
      overrides: given.overrides,
    });
    return {
      data: waited,
      lines: (page) => waitLines(waited, page),
      exitCode: exitCodeOf(waited),
    };
  },
};

type Condition = RequestOf<'session.wait'>['anyOf'][number];

/** The first is what the words and switches say together; `condition` of the answer counts them. */
function conditionsOf(given: Given): Condition[] {
  const { words, values, isSet } = given;
  const [text = ''] = words;
  const regex = isSet('regex');
  const stableMs = numberOf(given, 'stable', { max: LONGEST_MS }) ?? 0;
  const main = {
    text,
    regex,
    stableMs,
    gone: isSet('gone'),
    exit: isSet('exit'),
    prompt: isSet('prompt'),
  };
  const others = values('any-of').map((alternative) => ({ text: alternative, regex }));
  const isSaid = text !== '' || stableMs > 0 || main.exit || main.prompt;
  if (main.gone && text === '') throw usageError('Cannot wait: --gone needs a PATTERN');
  if (!isSaid && others.length === 0) {
    throw usageError('Cannot wait: nothing to wait for', 'Write "stet wait-for PATTERN"');
  }
  return isSaid ? [main, ...others] : others;
}

function exitCodeOf({ found, outcome }: WaitResult): number {
  if (found) return 0;
  return outcome === 'exited' ? 4 : 3;
}
