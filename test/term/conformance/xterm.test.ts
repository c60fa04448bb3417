import { expect, test } from 'vitest';
import { isXtermHere, isXtermRequired, startXServer } from '../input/xterm-oracle.ts';
import { editing } from './editing.ts';
import { moves } from './moves.ts';
import { scrolling } from './scrolling.ts';
import { states } from './states.ts';
import { wrapping } from './wrapping.ts';
import { shownByXterm } from './xterm-screen.ts';

/** Where xterm 379, that of Debian 12, shows something else. */
const differs: readonly (readonly [because: string, titles: RegExp])[] = [
  ['C1 controls that come as UTF-8 are passed over; kitty, VTE and xterm.js do them', /8 bits|%9/],
  [
    'only from patch 383 on ?45 stops at the line',
    /^in reverse wrap BS (?:in the first|goes back no)/,
  ],
  ['DECST8C came later', /^DECST8C/],
];

test.skipIf(!isXtermHere && !isXtermRequired)(
  'a real xterm shows the same, but where it is said to differ',
  { timeout: 120_000 },
  async () => {
    const server = await startXServer();
    try {
      const cases = [...moves, ...scrolling, ...editing, ...wrapping, ...states];
      const shown = await shownByXterm(
        server,
        cases.map(([, output]) => output),
      );
      const different = cases.flatMap(([title, , shows], at) =>
        shown[at] === shows || differs.some(([, titles]) => titles.test(title))
          ? []
          : [`${title}: ${shown[at]} instead of ${shows}`],
      );
      expect(different).toEqual([]);
    } finally {
      await server.stop();
    }
  },
);
