import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsLine, quoteWord, splitWords } from './words.ts';

test('quoted words come back from a line as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (words) => {
      const line = words.map(quoteWord).join(' ');
      expect(splitWords(line)).toEqual(words);
    }),
  );
});

test.each([
  ['a "b c" d', ['a', 'b c', 'd']],
  [String.raw`--env 'A=x "y"' a\ b`, ['--env', 'A=x "y"', 'a b']],
  [`'it'"'"'s'`, ["it's"]],
  ['', []],
])('the line %j is taken apart as a shell would', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test('a quote that is left open is no line', () => {
  expect(splitWords(`launch 'open`)).toBeUndefined();
});

test.each(['a\nb', 'a\rb', 'a\u0085b', 'a\u2028b', 'a\u001Bb', 'a\uDC80'])(
  '%j cannot stand in a line',
  (text) => {
    expect(fitsLine(text)).toBe(false);
  },
);
