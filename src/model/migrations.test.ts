import { expect, test } from 'vitest';
import { CHECKPOINT_VERSION } from './checkpoint.ts';
import { migrate, migrations } from './migrations.ts';

const steps = {
  1: (old: unknown) => ({ two: old }),
  2: (old: unknown) => ({ three: old }),
};

test('old data takes one step after the other', () => {
  expect(migrate('one', { from: 1, to: 3 }, steps)).toEqual({ data: { three: { two: 'one' } } });
  expect(migrate('two', { from: 2, to: 3 }, steps)).toEqual({ data: { three: 'two' } });
});

test('data of the version that is wanted, or of a later one, stays as it is', () => {
  expect(migrate('three', { from: 3, to: 3 }, steps)).toEqual({ data: 'three' });
  expect(migrate('four', { from: 4, to: 3 }, steps)).toEqual({ data: 'four' });
});

test('a step that is missing is no reason to guess', () => {
  expect(migrate('one', { from: 1, to: 4 }, steps)).toBeUndefined();
});

test('there is a step from every version that was ever written', () => {
  const versions = Array.from({ length: CHECKPOINT_VERSION - 1 }, (_, index) => index + 1);
  expect(Object.keys(migrations).map(Number)).toEqual(versions);
});
