import { afterAll, expect, test } from 'vitest';
import { encodeKey } from '../../../src/term/encode-key.ts';
import { initialModes, type TerminalModes } from '../../../src/term/modes.ts';
import { parseKey } from '../../../src/term/parse-keys.ts';
import {
  askXterm,
  isXtermHere,
  isXtermRequired,
  startXServer,
  type XServer,
} from './xterm-oracle.ts';

/** Our name, and the X11 name for xdotool. */
const KEYS: readonly (readonly [ours: string, x11: string])[] = [
  ['a', 'a'],
  ['i', 'i'],
  ['1', '1'],
  ['2', '2'],
  ['9', '9'],
  [';', 'semicolon'],
  ['/', 'slash'],
  ['-', 'minus'],
  [',', 'comma'],
  ['`', 'grave'],
  ['[', 'bracketleft'],
  ['\\', 'backslash'],
  ['Space', 'space'],
  ['Enter', 'Return'],
  ['Tab', 'Tab'],
  ['Escape', 'Escape'],
  ['Backspace', 'BackSpace'],
  ['Up', 'Up'],
  ['Home', 'Home'],
  ['Delete', 'Delete'],
  ['PageUp', 'Prior'],
  ['F1', 'F1'],
  ['F3', 'F3'],
  ['F5', 'F5'],
];
const HELD = ['', 'shift+', 'alt+', 'ctrl+', 'alt+shift+', 'ctrl+shift+', 'ctrl+alt+'];

/** Actions of xterm (full screen, scrolling) and of the X server (another console), and a lost Alt. */
const OTHERWISE = /^(?:.*alt\+.*Enter|.*shift\+PageUp|ctrl\+alt\+F\d+|alt\+shift\+Tab)$/;

/** Level 1 loses the Alt, or sends it alone, where we send the whole. */
const LOST_AT_LEVEL_1 = /^(?:ctrl\+alt\+(?:[19;,-]|Escape)|alt\+shift\+Escape)$/;

const SETUPS: readonly (readonly [name: string, setup: string, modes: Partial<TerminalModes>])[] = [
  ['no modes', '', {}],
  [
    'DECCKM, DECBKM and LNM',
    '\u001B[?1h\u001B[?67h\u001B[20h',
    {
      applicationCursorKeys: true,
      backspaceSendsBs: true,
      newLine: true,
    },
  ],
  ['modifyOtherKeys 1', '\u001B[>4;1m', { modifyOtherKeys: 1 }],
  ['modifyOtherKeys 2', '\u001B[>4;2m', { modifyOtherKeys: 2 }],
];

const isSkipped = !isXtermHere && !isXtermRequired;
let server: XServer | undefined;
afterAll(() => server?.stop());

test.skipIf(isSkipped).each(SETUPS)(
  'xterm sends the same keys with %s',
  async (name, setup, modes) => {
    server ??= await startXServer();
    const keys = keysToCompare(modes);
    const theirs = await askXterm(
      server,
      setup,
      keys.map(([, x11]) => x11),
    );
    const ours = keys.map(([written]) => sent(written, { ...initialModes, ...modes }));
    process.stderr.write(`xterm, ${name}: ${keys.length} keys\n`);
    expect(table(keys, ours)).toEqual(table(keys, theirs));
  },
);

function keysToCompare({ modifyOtherKeys }: Partial<TerminalModes>): typeof KEYS {
  return KEYS.flatMap(([ours, x11]) => HELD.map((held) => [held + ours, held + x11] as const))
    .filter(([ours]) => !OTHERWISE.test(ours))
    .filter(([ours]) => modifyOtherKeys !== 1 || !LOST_AT_LEVEL_1.test(ours));
}

function sent(written: string, modes: TerminalModes): string {
  return Buffer.from(encodeKey(parseKey(written), modes)).toString();
}

function table(keys: typeof KEYS, bytes: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(keys.map(([written], at) => [written, bytes[at]]));
}
