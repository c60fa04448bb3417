import { expect, test } from 'vitest';
import { readDetachKeys } from './detach-keys.ts';
import { DetachWatch } from './detach-watch.ts';

/** What goes on to the program of what is typed in these pieces, and whether that lets go. */
function typed(keys: string, ...pieces: readonly string[]): readonly [string, boolean] {
  const watch = new DetachWatch(readDetachKeys(keys));
  let passed = '';
  for (const piece of pieces) {
    const { pass, isDetach } = watch.read(Buffer.from(piece, 'latin1'));
    passed += Buffer.from(pass).toString('latin1');
    if (isDetach) return [passed, true];
  }
  return [passed, false];
}

const usual = String.raw`ctrl+\ d`;

test('the keys let go, whole or in pieces, and what was typed before goes on', () => {
  expect(typed(usual, 'ls\r\u001Cd')).toEqual(['ls\r', true]);
  expect(typed(usual, 'ls', '\u001C', 'd')).toEqual(['ls', true]);
});

test('the first key pressed twice is sent once, and with another key both go on', () => {
  expect(typed(usual, '\u001C\u001C', 'd')).toEqual(['\u001Cd', false]);
  expect(typed(usual, '\u001C', 'x', 'd')).toEqual(['\u001Cxd', false]);
  expect(typed(usual, '\u001C', '\u001B[A')).toEqual(['\u001C\u001B[A', false]);
});

test('everything else passes unchanged, every byte of it', () => {
  const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  expect(typed('ctrl+p ctrl+q', bytes.replace('\u0010', ''))[0]).toBe(bytes.replace('\u0010', ''));
});

test('a program that switched on another keyboard protocol changes nothing', () => {
  // kitty's: with events, with alternates, with Num Lock, with the release of keys in between
  expect(typed(usual, '\u001B[92;5u', 'd')).toEqual(['', true]);
  expect(typed(usual, '\u001B[92;133u\u001B[92;133:3u', '\u001B[100;129u')).toEqual(['', true]);
  expect(typed(usual, '\u001B[57442;5u\u001B[92::92;5:1u\u001B[57442;1:3u', '\u001B[100u')).toEqual(
    ['\u001B[57442;5u', true],
  );
  // xterm's modifyOtherKeys
  expect(typed(usual, '\u001B[27;5;92~', 'd')).toEqual(['', true]);
  expect(typed(usual, '\u001B[92;6u', 'd')).toEqual(['\u001B[92;6ud', false]);
});

test('keys are read in the spellings of tmux, emacs and docker, and refused otherwise', () => {
  expect(readDetachKeys('C-b d')).toEqual(['ctrl+b', 'd']);
  expect(readDetachKeys('^P  Ctrl+Q')).toEqual(['ctrl+p', 'ctrl+q']);
  expect(() => readDetachKeys('')).toThrow('detach_keys');
  expect(() => readDetachKeys('ctrl+F5')).toThrow('detach_keys');
});
