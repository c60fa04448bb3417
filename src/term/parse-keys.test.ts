import { describe, expect, test } from 'vitest';
import { StetError } from '../base/errors.ts';
import type { KeyPress } from './key-event.ts';
import { parseKey, parseKeys } from './parse-keys.ts';

const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
const SUPER = 8;
const HYPER = 16;

describe('a key is read however it is commonly written', () => {
  test.each<[written: string, key: string, modifiers: number]>([
    ['a', 'a', 0],
    ['A', 'a', SHIFT],
    ['!', '1', SHIFT],
    ['é', 'é', 0],
    ['É', 'é', SHIFT],
    ['ß', 'ß', 0],
    ['漢', '漢', 0],
    ['\u212A', '\u212A', 0],
    ['+', '=', SHIFT],
    ['-', '-', 0],
    ['^', '6', SHIFT],
    ['Enter', 'Enter', 0],
    ['return', 'Enter', 0],
    ['ESC', 'Escape', 0],
    ['Space', ' ', 0],
    ['Plus', '=', SHIFT],
    ['ctrl+Plus', '=', CTRL + SHIFT],
    ['Minus', '-', 0],
    ['PgDn', 'PageDown', 0],
    ['page-down', 'PageDown', 0],
    ['Page_Down', 'PageDown', 0],
    ['ArrowLeft', 'Left', 0],
    ['BTab', 'Tab', SHIFT],
    ['KP_5', 'Kp5', 0],
    ['kp+', 'KpAdd', 0],
    ['kp-', 'KpSubtract', 0],
    ['f35', 'F35', 0],
    ['ctrl+shift+F5', 'F5', CTRL + SHIFT],
    ['Control-Left', 'Left', CTRL],
    ['C-x', 'x', CTRL],
    ['M-Enter', 'Enter', ALT],
    ['C-M-S-Up', 'Up', CTRL + ALT + SHIFT],
    ['s-a', 'a', SUPER],
    ['H-F1', 'F1', HYPER],
    ['Meta+x', 'x', ALT],
    ['Option+x', 'x', ALT],
    ['cmd+c', 'c', SUPER],
    ['cmd+C', 'c', SUPER],
    ['ctrl++', '=', CTRL + SHIFT],
    ['ctrl+-', '-', CTRL],
    ['C--', '-', CTRL],
    ['^C', 'c', CTRL],
    ['^[', '[', CTRL],
    ['Ctrl+S', 's', CTRL],
    ['Ctrl+Shift+S', 's', CTRL + SHIFT],
    ['Alt+A', 'a', ALT + SHIFT],
    ['ctrl+?', '/', CTRL + SHIFT],
    ['capslock+a', 'a', 64],
    ['numlock+Kp5', 'Kp5', 128],
    ['capslock', 'CapsLock', 0],
  ])('%s', (written, key, modifiers) => {
    expect(keyAndModifiers(parseKey(written))).toEqual([key, modifiers]);
  });
});

test('blanks separate the keys of a sequence', () => {
  const sequence = parseKeys('  Escape : w q   Enter ').map(keyAndModifiers);
  expect(sequence).toEqual([
    ['Escape', 0],
    [';', SHIFT],
    ['w', 0],
    ['q', 0],
    ['Enter', 0],
  ]);
});

describe('a key that no keyboard has is refused, with the nearest name', () => {
  test.each<[written: string, message: string, hint: string]>([
    ['Entr', 'Cannot send the key "Entr": no key is called "Entr"', 'Did you mean "Enter"?'],
    ['ctrl+PageDwn', 'no key is called "PageDwn"', 'Did you mean "PageDown"?'],
    ['F36', 'no key is called "F36"', 'Did you mean "F3"?'],
    ['Crtl+a', 'no modifier is called "Crtl"', 'Did you mean "ctrl"?'],
    ['Supr+Left', 'no modifier is called "Supr"', 'Did you mean "super"?'],
    ['constructor', 'no key is called "constructor"', 'Keys are written as'],
    ['ctrl+', 'it names no key', 'Keys are written as'],
    ['shift', 'it names no key', 'Keys are written as'],
    ['', 'it names no key', 'Keys are written as'],
    ['   ', 'it names no key', 'Keys are written as'],
    ['\u0003', 'no key is called', 'Keys are written as'],
  ])('%j', (written, message, hint) => {
    const failure = failureOf(() => parseKeys(written));
    expect(failure.code).toBe('KEY_UNKNOWN');
    expect(failure.message).toContain(message);
    expect(failure.hint).toContain(hint);
  });
});

function keyAndModifiers({ key, modifiers }: KeyPress): readonly [string, number] {
  return [key.kind === 'named' ? key.name : key.character, modifiers];
}

function failureOf(act: () => unknown): StetError {
  try {
    act();
  } catch (failure) {
    if (failure instanceof StetError) return failure;
    throw failure;
  }
  throw new Error('Nothing failed');
}
