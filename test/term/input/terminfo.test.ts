import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { encodeKey } from '../../../src/term/encode-key.ts';
import { initialModes } from '../../../src/term/modes.ts';
import { parseKey } from '../../../src/term/parse-keys.ts';

const description = xtermDescription();
const isRequired = process.env['STET_REQUIRE'] === 'all';

if (description === undefined && !isRequired) {
  process.stderr.write('SKIPPED: infocmp is not installed, so terminfo judges nothing here\n');
}

/** What "smkx" of xterm-256color switches on. */
const KEYPAD_TRANSMIT = { ...initialModes, applicationCursorKeys: true, applicationKeypad: true };

const NAMED: Readonly<Record<string, string>> = {
  kcuu1: 'Up',
  kcud1: 'Down',
  kcuf1: 'Right',
  kcub1: 'Left',
  khome: 'Home',
  kend: 'End',
  kpp: 'PageUp',
  knp: 'PageDown',
  kich1: 'Insert',
  kdch1: 'Delete',
  kbs: 'Backspace',
  kcbt: 'shift+Tab',
  kent: 'KpEnter',
  kbeg: 'KpBegin',
  kri: 'shift+Up',
  kind: 'shift+Down',
  kp5: 'KpBegin',
  ka1: 'Kp7',
  ka2: 'Kp8',
  ka3: 'Kp9',
  kb1: 'Kp4',
  kb2: 'Kp5',
  kb3: 'Kp6',
  kc1: 'Kp1',
  kc2: 'Kp2',
  kc3: 'Kp3',
  kpADD: 'KpAdd',
  kpCMA: 'KpSeparator',
  kpDIV: 'KpDivide',
  kpDOT: 'KpDecimal',
  kpMUL: 'KpMultiply',
  kpSUB: 'KpSubtract',
  kpZRO: 'Kp0',
};

const MODIFIED: Readonly<Record<string, string>> = {
  kUP: 'Up',
  kDN: 'Down',
  kRIT: 'Right',
  kLFT: 'Left',
  kHOM: 'Home',
  kEND: 'End',
  kPRV: 'PageUp',
  kNXT: 'PageDown',
  kIC: 'Insert',
  kDC: 'Delete',
};

/** By the modifier parameter; terminfo leaves out the 2 of Shift. */
const HELD = ['shift+', 'alt+', 'alt+shift+', 'ctrl+', 'ctrl+shift+', 'ctrl+alt+'];

/** kf13 and on are the twelve function keys again, with these held. */
const FUNCTION_KEY_ROWS = ['', 'shift+', 'ctrl+', 'ctrl+shift+', 'alt+', 'alt+shift+'];

test.skipIf(description === undefined && !isRequired)(
  'every key that terminfo knows of xterm-256color is sent as it says',
  () => {
    const known = [...(description ?? [])].filter(([name]) => !['km', 'kmous'].includes(name));
    expect(known.length).toBeGreaterThan(140);
    const ours = known.map(([name]) => [name, sent(writtenFor(name))]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(known));
  },
);

function writtenFor(name: string): string {
  const [, number] = /^kf(\d+)$/.exec(name) ?? [];
  if (number !== undefined) {
    const index = Number(number) - 1;
    return `${FUNCTION_KEY_ROWS[Math.floor(index / 12)]}F${(index % 12) + 1}`;
  }
  const [, key = '', parameter = '2'] = /^(k[A-Z]+)([3-7])?$/.exec(name) ?? [];
  const modified = MODIFIED[key];
  if (modified !== undefined) return `${HELD[Number(parameter) - 2]}${modified}`;
  return NAMED[name] ?? `unknown ${name}`;
}

function sent(written: string): string {
  return Buffer.from(encodeKey(parseKey(written), KEYPAD_TRANSMIT)).toString();
}

/** Key capabilities by name, or undefined where terminfo is not installed. */
function xtermDescription(): ReadonlyMap<string, string> | undefined {
  const { status, stdout } = spawnSync('infocmp', ['-1x', 'xterm-256color'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const keys = stdout.matchAll(/^\t(k\w+)=(.*),$/gm);
  return new Map(Array.from(keys, ([, name = '', value = '']) => [name, unescaped(value)]));
}

function unescaped(value: string): string {
  return value.replaceAll('\\E', '\u001B').replaceAll('^?', '\u007F');
}
