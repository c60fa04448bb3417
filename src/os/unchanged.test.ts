import { expect, test } from 'vitest';
import type { FileStamp } from './file-stamp.ts';
import { Unchanged } from './unchanged.ts';

function stamp(state: string, isSettled = true): FileStamp {
  return { state, isSettled, isFolder: false };
}

test('what was made of a file is known as long as the file is in the same state', () => {
  const kept = new Unchanged<string>(10);
  kept.keep('a', stamp('1'), 'one', 1);
  expect(kept.known('a', stamp('1'))).toBe('one');
  expect(kept.known('a', stamp('2'))).toBeUndefined();
  expect(kept.known('b', stamp('1'))).toBeUndefined();
});

test('of a file that may change unseen nothing is kept, and what was known is forgotten', () => {
  const kept = new Unchanged<string>(10);
  kept.keep('a', stamp('1'), 'one', 1);
  expect(kept.keep('a', stamp('2', false), 'two', 1)).toBe('two');
  expect(kept.known('a', stamp('2'))).toBeUndefined();
  expect(kept.known('a', stamp('1'))).toBeUndefined();
});

test('what is too much is not kept, and the oldest goes first', () => {
  const kept = new Unchanged<string>(10);
  for (const name of ['a', 'b', 'c']) kept.keep(name, stamp('1'), name, 4);
  expect(['a', 'b', 'c'].map((name) => kept.known(name, stamp('1')))).toEqual([
    undefined,
    'b',
    'c',
  ]);
  kept.keep('b', stamp('2'), 'larger', 11);
  kept.keep('d', stamp('1'), 'd', 6);
  expect(['b', 'c', 'd'].map((name) => kept.known(name, stamp('1')))).toEqual([
    undefined,
    'c',
    'd',
  ]);
});
