import { expect, test } from 'vitest';
import { contentsOf } from './contents.ts';

/** Rows as kitty writes them: CR ends a row, LF stands before one that begins a line. */
function rows(...texts: readonly string[]): string {
  return texts
    .map((text, at) => (text.startsWith('~') || at === 0 ? text.replace('~', '') : `\n${text}`))
    .map((text) => `${text}\r`)
    .join('');
}

function read(history: string, screen: string, more: object = {}): ReturnType<typeof contentsOf> {
  const historyBytes = Buffer.byteLength(history);
  const facts = { historyBytes, continues: false, cursor: 0, isAlternate: false, ...more };
  return contentsOf(Buffer.from(history + screen), facts, 100);
}

test('rows that were wrapped are one line, also over the seam of history and screen', () => {
  const { above, atCursor } = read(rows('one', 'tw'), rows('o', 'three', '$ '), {
    continues: true,
    cursor: 2,
  });
  expect([...above]).toEqual(['one', 'two', 'three']);
  expect([...atCursor]).toEqual(['$']);
});

test('a wrapped prompt is at the cursor as a whole', () => {
  const { above, atCursor } = read('', rows('out', '$ a long comm', '~and', '', ''), { cursor: 2 });
  expect([...above]).toEqual(['out']);
  expect([...atCursor]).toEqual(['$ a long command']);
});

test('behind a full-screen program everything is above', () => {
  const { above, atCursor } = read(rows('one'), rows('two', '$ vim', ''), { isAlternate: true });
  expect([...above]).toEqual(['one', 'two', '$ vim']);
  expect([...atCursor]).toEqual([]);
});

test('older lines than the limit are left out and counted', () => {
  const history = rows(...Array.from({ length: 150 }, (_, at) => String(at)));
  const { above, dropped, mode } = read(history, rows('$ '));
  expect([above.length, [...above][0], dropped, mode]).toEqual([100, '50', 50, 'recent']);
});
