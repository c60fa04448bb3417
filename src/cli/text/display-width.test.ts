import { expect, test } from 'vitest';
import { clip, displayWidth } from './display-width.ts';

test.each([
  ['', 0],
  ['plain', 5],
  ['日本語', 6],
  ['ｶﾅ', 2],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
  ['⚠️', 2],
  ['한국', 4],
])('%s takes %i cells', (text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

test('a text is cut between characters and ends in an ellipsis', () => {
  expect(clip('日本語', 4)).toBe('日…');
  expect(clip('short', 5)).toBe('short');
  expect(clip('short', 0)).toBe('');
});
