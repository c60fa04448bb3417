import type { KeyPress } from '../key-event.ts';
import { modifierBits } from './modifiers.ts';
import { type KeyName, namedKeys } from './named-keys.ts';

const { shift, alt, ctrl, hyper, capsLock, numLock } = modifierBits;
const superBit = modifierBits.super;

/** Other names of keys: those of pilotty, tmux, X11 and common usage. */
const OTHER_NAMES: Readonly<Record<string, KeyName>> = {
  Return: 'Enter',
  Esc: 'Escape',
  BS: 'Backspace',
  BSpace: 'Backspace',
  Del: 'Delete',
  DC: 'Delete',
  Ins: 'Insert',
  IC: 'Insert',
  PgUp: 'PageUp',
  PPage: 'PageUp',
  Prior: 'PageUp',
  PgDn: 'PageDown',
  PgDown: 'PageDown',
  NPage: 'PageDown',
  Next: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ContextMenu: 'Menu',
  Print: 'PrintScreen',
  LeftCtrl: 'LeftControl',
  RightCtrl: 'RightControl',
  'Kp.': 'KpDecimal',
  'Kp/': 'KpDivide',
  'Kp*': 'KpMultiply',
  'Kp-': 'KpSubtract',
  'Kp+': 'KpAdd',
};

/** Names of keys that type a character, for where the character itself is awkward to write. */
const CHARACTER_NAMES: ReadonlyMap<string, string> = new Map([
  ['space', ' '],
  ['plus', '+'],
  ['minus', '-'],
]);

const MODIFIER_NAMES: ReadonlyMap<string, number> = new Map([
  ['shift', shift],
  ['alt', alt],
  ['meta', alt],
  ['option', alt],
  ['opt', alt],
  ['ctrl', ctrl],
  ['control', ctrl],
  ['super', superBit],
  ['cmd', superBit],
  ['command', superBit],
  ['win', superBit],
  ['hyper', hyper],
  ['capslock', capsLock],
  ['numlock', numLock],
]);

/** Emacs' letters: always before "-", and "s-" is Super where "S-" is Shift. */
const MODIFIER_LETTERS: ReadonlyMap<string, number> = new Map([
  ['C', ctrl],
  ['c', ctrl],
  ['M', alt],
  ['m', alt],
  ['A', alt],
  ['S', shift],
  ['s', superBit],
  ['H', hyper],
]);

const PRESSES: ReadonlyMap<string, KeyPress> = new Map([
  ...Object.keys(namedKeys)
    .filter(isKeyName)
    .map((name) => entry(name, pressOf(name))),
  ...Object.entries(OTHER_NAMES).map(([name, key]) => entry(name, pressOf(key))),
  entry('BackTab', { ...pressOf('Tab'), modifiers: shift }),
  entry('BTab', { ...pressOf('Tab'), modifiers: shift }),
]);

/** Every name that a key answers to, as it is best written. */
export const keyNames: readonly string[] = [
  ...Object.keys(namedKeys),
  ...Object.keys(OTHER_NAMES),
  'Space',
  'Plus',
  'Minus',
  'BackTab',
  'BTab',
];

export const modifierNames: readonly string[] = [...MODIFIER_NAMES.keys()];

/** The key with this name; case, and "_" or "-" between words, do not matter. */
export function pressNamed(name: string): KeyPress | undefined {
  return PRESSES.get(folded(name));
}

/** The character that has a name of its own. */
export function characterNamed(name: string): string | undefined {
  return CHARACTER_NAMES.get(folded(name));
}

/** The bit of the modifier that is written as `name` before `separator`. */
export function modifierNamed(name: string, separator: string): number | undefined {
  return separator === '-' && name.length === 1
    ? MODIFIER_LETTERS.get(name)
    : MODIFIER_NAMES.get(name.toLowerCase());
}

function isKeyName(name: string): name is KeyName {
  return name in namedKeys;
}

function pressOf(name: KeyName): KeyPress {
  return { key: { kind: 'named', name }, modifiers: 0 };
}

function entry(name: string, press: KeyPress): readonly [string, KeyPress] {
  return [folded(name), press];
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[-_](?=[a-z0-9])/g, '');
}
