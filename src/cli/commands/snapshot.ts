import { decodeBase64 } from '../text/base64.ts';
import type { RequestOf } from '../../protocol/methods.ts';
import type { ScreenState } from '../../protocol/session-answers.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { LONGEST_MS, numberOf, timeoutFlag, timeoutOf } from '../sessions/read-number.ts';
import { readLineRange } from '../sessions/read-line-range.ts';
import { screenLines } from '../sessions/screen-lines.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { usageError } from '../usage-error.ts';

const FORMATS = ['full', 'compact', 'text', 'ansi', 'html', 'svg', 'png'] as const;

export const snapshot: Command = {
  name: 'snapshot',
  group: 'Sessions',
  summary: 'Show what a session shows, now or after it changed',
  details: [
    'Without --await-change and --settle it answers at once. With them "outcome" tells why it came back: changed, settled, deadline or exited; what the screen shows then is there in any case.',
    'text, ansi, html, svg and png are printed as they are; the others are JSON when nobody reads along.',
    'With --strict it exits 3 at a deadline and 4 when the program has ended.',
  ],
  doing: 'looking',
  isForPrograms: true,
  arguments: [],
  flags: [
    sessionFlag,
    {
      name: 'format',
      short: 'f',
      value: FORMATS.join('|'),
      choices: FORMATS,
      text: 'full: the text and everything about it; compact: without the text; or a rendering of the screen',
    },
    { name: 'styles', text: 'Also the colours and attributes, as spans' },
    { name: 'elements', text: 'Also what can be clicked or chosen, each with a ref like @e1' },
    {
      name: 'scrollback',
      value: 'A..B',
      text: 'Also lines that have scrolled away: "-100.." the last hundred, "0..49" the first fifty',
    },
    {
      name: 'since',
      value: 'REVISION',
      text: 'Only the rows that changed after the snapshot with this "revision"',
    },
    {
      name: 'await-change',
      value: 'HASH',
      text: 'Wait until "content_hash" is not this one any more',
    },
    { name: 'settle', value: 'MS', text: 'Then wait until the screen kept still for so long' },
    timeoutFlag,
    { name: 'strict', text: 'Exit 3 at a deadline and 4 when the program has ended' },
  ],
  options: [],
  examples: [
    { line: 'stet snapshot -s editor --format text', text: 'The screen as it is' },
    { line: 'stet snapshot --settle 200 -t 5000 --strict', text: 'Once it keeps still' },
    { line: 'stet snapshot --elements', text: 'With the refs that "stet click" takes' },
    { line: 'stet snapshot --format svg > screen.svg', text: 'A picture of it' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    requireRoomForPicture(given, desk);
    const state = await desk.ask('session.snapshot', requestFrom(given, desk));
    return {
      data: state,
      lines: (page) => screenLines(state, page),
      exitCode: given.isSet('strict') ? strictExitCode(state) : 0,
      ...contentOf(state),
    };
  },
};

function requestFrom(given: Given, desk: Desk): RequestOf<'session.snapshot'> {
  const { values, isSet, overrides } = given;
  const scrollback = values('scrollback').at(-1);
  const format = FORMATS.find((known) => known === values('format').at(-1)) ?? 'full';
  return {
    session: sessionOf(given, desk),
    format,
    styles: isSet('styles'),
    elements: isSet('elements'),
    since: values('since').at(-1) ?? '',
    awaitChange: values('await-change').at(-1) ?? '',
    settleMs: numberOf(given, 'settle', { max: LONGEST_MS }) ?? 0,
    ...timeoutOf(given),
    ...(scrollback === undefined ? {} : { scrollback: readLineRange(scrollback) }),
    overrides,
  };
}

function contentOf({ format, content }: ScreenState): Pick<Outcome, 'content'> {
  if (content === undefined) return {};
  if (format === 'png') return { content: decodeBase64(content) };
  return { content: content.endsWith('\n') ? content : `${content}\n` };
}

function strictExitCode({ outcome }: ScreenState): number {
  return outcome === 'deadline' ? 3 : outcome === 'exited' ? 4 : 0;
}

function requireRoomForPicture({ values, typed }: Given, { world }: Desk): void {
  const isPicture = values('format').at(-1) === 'png';
  if (!isPicture || !world.isOutputTerminal || typed.includes('--json')) return;
  throw usageError('Cannot print a PNG on a terminal', 'Send it to a file: > screen.png');
}
