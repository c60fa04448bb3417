import { describe, expect, test } from 'vitest';
import { decodeText } from '../base/lossless-text.ts';
import { encodeKey } from './encode-key.ts';
import type { KeyEvent } from './key-event.ts';
import { initialModes, type TerminalModes } from './modes.ts';
import { parseKey } from './parse-keys.ts';

type Vector = readonly [written: string, sent: string];

describe('without modes, keys are those of xterm (ctlseqs, "PC-Style Function Keys")', () => {
  test.each<Vector>([
    ['a', 'a'],
    ['A', 'A'],
    ['é', 'é'],
    ['漢', '漢'],
    ['Space', ' '],
    ['Enter', '\\r'],
    ['Tab', '\\t'],
    ['Escape', '\\e'],
    ['Backspace', '\\x7f'],
    ['Up', '\\e[A'],
    ['Down', '\\e[B'],
    ['Right', '\\e[C'],
    ['Left', '\\e[D'],
    ['Home', '\\e[H'],
    ['End', '\\e[F'],
    ['KpBegin', '\\e[E'],
    ['Insert', '\\e[2~'],
    ['Delete', '\\e[3~'],
    ['PageUp', '\\e[5~'],
    ['PageDown', '\\e[6~'],
    ['F1', '\\eOP'],
    ['F2', '\\eOQ'],
    ['F3', '\\eOR'],
    ['F4', '\\eOS'],
    ['F5', '\\e[15~'],
    ['F6', '\\e[17~'],
    ['F10', '\\e[21~'],
    ['F11', '\\e[23~'],
    ['F12', '\\e[24~'],
    ['F13', '\\e[25~'],
    ['F16', '\\e[29~'],
    ['F20', '\\e[34~'],
    ['F35', '\\e[56~'],
    ['Help', '\\e[28~'],
    ['Menu', '\\e[29~'],
    ['Find', '\\e[1~'],
    ['Select', '\\e[4~'],
    ['shift+F5', '\\e[15;2~'],
    ['ctrl+Left', '\\e[1;5D'],
    ['alt+Left', '\\e[1;3D'],
    ['ctrl+shift+alt+End', '\\e[1;8F'],
    ['ctrl+F3', '\\e[1;5R'],
    ['super+F1', '\\e[1;9P'],
    ['capslock+Up', '\\e[A'],
    ['capslock+a', 'A'],
    ['capslock+A', 'a'],
    ['capslock+1', '1'],
    ['capslock+alt+a', '\\ea'],
    ['ctrl+Delete', '\\e[3;5~'],
    ['LeftShift', ''],
    ['MediaPlay', '\\e[57428u'],
  ])('%s sends %s', (written, sent) => {
    expect(visible(parseKey(written))).toBe(sent);
  });
});

describe('Enter, Escape, Backspace, Tab and Space follow the table "C0 controls"', () => {
  const modifiers = ['', 'ctrl+', 'alt+', 'shift+', 'ctrl+shift+', 'alt+shift+', 'ctrl+alt+'];
  test.each<readonly [key: string, ...sent: string[]]>([
    ['Enter', '\\r', '\\r', '\\e\\r', '\\r', '\\r', '\\e\\r', '\\e\\r'],
    ['Escape', '\\e', '\\e', '\\e\\e', '\\e', '\\e', '\\e\\e', '\\e\\e'],
    ['Backspace', '\\x7f', '\\b', '\\e\\x7f', '\\x7f', '\\b', '\\e\\x7f', '\\e\\b'],
    ['Tab', '\\t', '\\t', '\\e\\t', '\\e[Z', '\\e[Z', '\\e\\e[Z', '\\e\\t'],
    ['Space', ' ', '\\x00', '\\e ', ' ', '\\x00', '\\e ', '\\e\\x00'],
  ])('%s', (key, ...sent) => {
    expect(modifiers.map((held) => visible(parseKey(held + key)))).toEqual(sent);
  });
});

describe('Ctrl makes the controls of the VT100, and Alt puts ESC before', () => {
  test.each<Vector>([
    ['ctrl+a', '\\x01'],
    ['ctrl+i', '\\t'],
    ['ctrl+m', '\\r'],
    ['ctrl+z', '\\x1a'],
    ['Ctrl+C', '\\x03'],
    ['ctrl+shift+c', '\\x03'],
    ['ctrl+@', '\\x00'],
    ['ctrl+`', '\\x00'],
    ['ctrl+2', '\\x00'],
    ['ctrl+[', '\\e'],
    ['ctrl+3', '\\e'],
    ['ctrl+\\', '\\x1c'],
    ['ctrl+4', '\\x1c'],
    ['ctrl+]', '\\x1d'],
    ['ctrl+}', '\\x1d'],
    ['ctrl+5', '\\x1d'],
    ['ctrl+^', '\\x1e'],
    ['ctrl+6', '\\x1e'],
    ['ctrl+~', '\\x1e'],
    ['ctrl+_', '\\x1f'],
    ['ctrl+/', '\\x1f'],
    ['ctrl+7', '\\x1f'],
    ['ctrl+?', '\\x7f'],
    ['ctrl+8', '\\x7f'],
    ['ctrl+;', ';'],
    ['ctrl+1', '1'],
    ['^[', '\\e'],
    ['^X', '\\x18'],
    ['alt+x', '\\ex'],
    ['alt+X', '\\eX'],
    ['alt+shift+3', '\\e#'],
    ['alt+é', '\\eé'],
    ['ctrl+alt+x', '\\e\\x18'],
    ['alt+3', '\\e3'],
    ['super+a', '\\e[97;9u'],
    ['ctrl+é', '\\e[233;5u'],
    ['super+Enter', '\\e[13;9u'],
  ])('%s sends %s', (written, sent) => {
    expect(visible(parseKey(written))).toBe(sent);
  });
});

describe('DECCKM, DECBKM and LNM change the keys that they name, and no modified ones', () => {
  const modes = { applicationCursorKeys: true, backspaceSendsBs: true, newLine: true };
  test.each<Vector>([
    ['Up', '\\eOA'],
    ['Left', '\\eOD'],
    ['Home', '\\eOH'],
    ['End', '\\eOF'],
    ['KpUp', '\\eOA'],
    ['KpBegin', '\\eOE'],
    ['ctrl+Up', '\\e[1;5A'],
    ['capslock+Up', '\\eOA'],
    ['PageUp', '\\e[5~'],
    ['Backspace', '\\b'],
    ['ctrl+Backspace', '\\x7f'],
    ['alt+Backspace', '\\e\\b'],
    ['Enter', '\\r\\n'],
    ['KpEnter', '\\r\\n'],
  ])('%s sends %s', (written, sent) => {
    expect(visible(parseKey(written), modes)).toBe(sent);
  });
});

describe('the keypad types in numeric mode and sends SS3 in application mode (VT220)', () => {
  test.each<readonly [written: string, numeric: string, application: string]>([
    ['Kp0', '0', '\\eOp'],
    ['Kp9', '9', '\\eOy'],
    ['KpMultiply', '*', '\\eOj'],
    ['KpAdd', '+', '\\eOk'],
    ['KpSeparator', ',', '\\eOl'],
    ['KpSubtract', '-', '\\eOm'],
    ['KpDecimal', '.', '\\eOn'],
    ['KpDivide', '/', '\\eOo'],
    ['KpEqual', '=', '\\eOX'],
    ['KpEnter', '\\r', '\\eOM'],
    ['KpUp', '\\e[A', '\\e[A'],
    ['KpPageUp', '\\e[5~', '\\e[5~'],
    ['numlock+Kp5', '5', '5'],
    ['ctrl+Kp5', '\\x1d', '\\eO5u'],
    ['shift+KpDecimal', '.', '\\eO2n'],
    ['alt+shift+Kp1', '\\e[49;4u', '\\eO4q'],
  ])('%s sends %s or %s', (written, numeric, application) => {
    const press = parseKey(written);
    expect(visible(press)).toBe(numeric);
    expect(visible(press, { applicationKeypad: true })).toBe(application);
  });
});

describe('modifyOtherKeys reports what was ambiguous (xterm: input.c, modified-keys.html)', () => {
  test.each<readonly [written: string, level1: string, level2: string]>([
    ['a', 'a', 'a'],
    ['A', 'A', '\\e[27;2;65~'],
    ['ctrl+a', '\\x01', '\\e[27;5;97~'],
    ['ctrl+i', '\\t', '\\e[27;5;105~'],
    ['ctrl+shift+a', '\\x01', '\\e[27;6;65~'],
    ['ctrl+?', '\\e[27;6;63~', '\\e[27;6;63~'],
    ['alt+a', '\\ea', '\\e[27;3;97~'],
    ['ctrl+alt+a', '\\e\\x01', '\\e[27;7;97~'],
    ['ctrl+;', '\\e[27;5;59~', '\\e[27;5;59~'],
    ['ctrl+1', '\\e[27;5;49~', '\\e[27;5;49~'],
    ['ctrl+2', '\\x00', '\\e[27;5;50~'],
    ['ctrl+shift+1', '\\e[27;6;33~', '\\e[27;6;33~'],
    ['!', '!', '!'],
    ['alt+1', '\\e1', '\\e[27;3;49~'],
    ['Space', ' ', ' '],
    ['shift+Space', ' ', '\\e[27;2;32~'],
    ['ctrl+Space', '\\x00', '\\e[27;5;32~'],
    ['Enter', '\\r', '\\r'],
    ['shift+Enter', '\\e[27;2;13~', '\\e[27;2;13~'],
    ['ctrl+Enter', '\\e[27;5;13~', '\\e[27;5;13~'],
    ['alt+Enter', '\\e\\r', '\\e[27;3;13~'],
    ['shift+Tab', '\\e[Z', '\\e[Z'],
    ['ctrl+Tab', '\\e[27;5;9~', '\\e[27;5;9~'],
    ['ctrl+shift+Tab', '\\e[Z', '\\e[27;6;9~'],
    ['ctrl+Escape', '\\e', '\\e[27;5;27~'],
    ['Backspace', '\\x7f', '\\x7f'],
    ['ctrl+Backspace', '\\b', '\\b'],
    ['shift+Backspace', '\\x7f', '\\e[27;2;127~'],
    ['ctrl+shift+Backspace', '\\b', '\\e[27;6;8~'],
    ['ctrl+Up', '\\e[1;5A', '\\e[1;5A'],
    ['ctrl+F5', '\\e[15;5~', '\\e[15;5~'],
    ['ctrl+Delete', '\\e[3;5~', '\\e[3;5~'],
    ['super+a', '\\e[97;9u', '\\e[97;9u'],
    ['ctrl+é', '\\e[27;5;233~', '\\e[27;5;233~'],
  ])('%s sends %s at level 1 and %s at level 2', (written, level1, level2) => {
    const press = parseKey(written);
    expect(visible(press, { modifyOtherKeys: 1 })).toBe(level1);
    expect(visible(press, { modifyOtherKeys: 2 })).toBe(level2);
  });
});

describe('the kitty keyboard protocol: each flag does what its section says', () => {
  const release = 'release';
  const repeat = 'repeat';
  test.each<readonly [written: string, type: KeyEvent['type'], flags: number, sent: string]>([
    ['Escape', 'press', 1, '\\e[27u'],
    ['alt+[', 'press', 1, '\\e[91;3u'],
    ['ctrl+c', 'press', 1, '\\e[99;5u'],
    ['ctrl+shift+a', 'press', 1, '\\e[97;6u'],
    ['a', 'press', 1, 'a'],
    ['A', 'press', 1, 'A'],
    ['Enter', 'press', 1, '\\r'],
    ['Tab', 'press', 1, '\\t'],
    ['Backspace', 'press', 1, '\\x7f'],
    ['ctrl+Enter', 'press', 1, '\\e[13;5u'],
    ['shift+Tab', 'press', 1, '\\e[9;2u'],
    ['ctrl+shift+Tab', 'press', 1, '\\e[9;6u'],
    ['Up', 'press', 1, '\\e[A'],
    ['F1', 'press', 1, '\\e[P'],
    ['F3', 'press', 1, '\\e[13~'],
    ['ctrl+F3', 'press', 1, '\\e[13;5~'],
    ['F13', 'press', 1, '\\e[57376u'],
    ['Kp5', 'press', 1, '5'],
    ['ctrl+Kp5', 'press', 1, '\\e[57404;5u'],
    ['KpUp', 'press', 1, '\\e[57419u'],
    ['Menu', 'press', 1, '\\e[57363u'],
    ['super+a', 'press', 1, '\\e[97;9u'],
    ['hyper+a', 'press', 1, '\\e[97;17u'],
    ['numlock+Up', 'press', 1, '\\e[1;129A'],
    ['LeftShift', 'press', 1, ''],
    ['a', release, 1, ''],
    ['Up', repeat, 1, '\\e[A'],
    ['Up', repeat, 3, '\\e[1;1:2A'],
    ['Up', release, 3, '\\e[1;1:3A'],
    ['ctrl+Up', release, 3, '\\e[1;5:3A'],
    ['Delete', release, 3, '\\e[3;1:3~'],
    ['a', repeat, 3, 'a'],
    ['Enter', release, 3, ''],
    ['Escape', 'press', 2, '\\e'],
    ['ctrl+a', 'press', 2, '\\x01'],
    ['alt+é', 'press', 2, '\\e[233;3u'],
    ['ctrl+a', repeat, 2, '\\e[97;5:2u'],
    ['KpUp', release, 2, '\\e[1;1:3A'],
    ['ctrl+shift+a', 'press', 5, '\\e[97:65;6u'],
    ['ctrl+plus', 'press', 5, '\\e[61:43;6u'],
    ['ctrl+a', 'press', 5, '\\e[97;5u'],
    ['A', 'press', 5, 'A'],
    ['alt+A', 'press', 4, '\\eA'],
    ['a', 'press', 8, '\\e[97u'],
    ['A', 'press', 8, '\\e[97;2u'],
    ['Enter', 'press', 8, '\\e[13u'],
    ['Tab', 'press', 8, '\\e[9u'],
    ['Backspace', 'press', 8, '\\e[127u'],
    ['Escape', 'press', 8, '\\e[27u'],
    ['F1', 'press', 8, '\\e[P'],
    ['Kp5', 'press', 8, '\\e[57404u'],
    ['LeftShift', 'press', 8, '\\e[57441;2u'],
    ['LeftControl', release, 10, '\\e[57442;1:3u'],
    ['Enter', release, 10, '\\e[13;1:3u'],
    ['a', release, 10, '\\e[97;1:3u'],
    ['capslock+a', 'press', 8, '\\e[97;65u'],
    ['A', 'press', 12, '\\e[97:65;2u'],
    ['A', 'press', 24, '\\e[97;2;65u'],
    ['å', 'press', 24, '\\e[229;;229u'],
    ['A', 'press', 31, '\\e[97:65;2;65u'],
    ['A', repeat, 31, '\\e[97:65;2:2;65u'],
    ['A', release, 31, '\\e[97:65;2:3u'],
    ['Kp5', 'press', 24, '\\e[57404;;53u'],
    ['Enter', 'press', 24, '\\e[13u'],
  ])('%s, %s, under flags %d sends %s', (written, type, kittyKeyboard, sent) => {
    const event = type === undefined ? parseKey(written) : { ...parseKey(written), type };
    expect(visible(event, { kittyKeyboard })).toBe(sent);
  });

  test('outranks modifyOtherKeys', () => {
    const modes = { kittyKeyboard: 1, modifyOtherKeys: 2 } as const;
    expect(visible(parseKey('ctrl+a'), modes)).toBe('\\e[97;5u');
  });
});

test('a repeated key is another press and a released one is nothing, outside the protocol', () => {
  expect(visible({ ...parseKey('a'), type: 'repeat' })).toBe('a');
  expect(visible({ ...parseKey('a'), type: 'release' })).toBe('');
});

function visible(event: KeyEvent, modes: Partial<TerminalModes> = {}): string {
  const sent = decodeText(encodeKey(event, { ...initialModes, ...modes }));
  // eslint-disable-next-line no-control-regex -- control characters are what this file is about
  return sent.replaceAll(/[\0-\u001F\u007F]/g, (control) => NAMES.get(control) ?? hex(control));
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['\u001B', '\\e'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\b', '\\b'],
]);

function hex(control: string): string {
  return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
