import { expect, test } from 'vitest';
import { BugError, errorCodes, StetError, unreachable } from './errors.ts';

const EXIT_CODES = [1, 2, 3, 4, 5, 6, 7, 124, 130];

test.each(Object.entries(errorCodes))(
  '%s has an exit code of the table and a way out',
  (_, entry) => {
    expect(EXIT_CODES).toContain(entry.exit);
    expect(entry.hint).toMatch(/\S{2,}/);
    expect(entry.hint).not.toMatch(/\.$|n't\b|'re\b/);
  },
);

test('a failure takes the hint of its code unless it knows a better one', () => {
  const plain = new StetError('WORKSPACE_NOT_FOUND', 'Cannot find a workspace "wrok"');
  const better = new StetError('WORKSPACE_NOT_FOUND', 'Cannot find a workspace "wrok"', {
    hint: 'Did you mean "work"?',
    log: ['looked in the store'],
  });
  expect(plain).toMatchObject({ hint: errorCodes.WORKSPACE_NOT_FOUND.hint, log: [] });
  expect(better).toMatchObject({ hint: 'Did you mean "work"?', log: ['looked in the store'] });
});

test('a failure keeps its cause, and has none when there was none', () => {
  const cause = new Error('ENOENT');
  expect(new StetError('HOST_DIED', 'It ended', { cause }).cause).toBe(cause);
  expect('cause' in new StetError('HOST_DIED', 'It ended')).toBe(false);
});

function isNever(value: unknown): value is never {
  return value !== undefined;
}

test('a branch that the types rule out is a bug, and says what came', () => {
  const value: unknown = { kind: 'new' };
  expect(() => isNever(value) && unreachable(value)).toThrow(BugError);
  expect(() => isNever(value) && unreachable(value)).toThrow('{"kind":"new"}');
});
