import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { isSameData } from './is-same-data.ts';

/** Few words and numbers, so that two of them are often the same, or nearly. */
const data = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, '', 'a', '0'),
    fc.array(tie('any'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0', '__proto__'), tie('any'), { maxKeys: 2 }),
  ),
})).any;

test('data is the same when its canonical JSON is', () => {
  fc.assert(
    fc.property(data, data, (a, b) => {
      expect(isSameData(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
    { numRuns: 2_000 },
  );
});

test('a copy is the same, in whatever order its fields stand', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(isSameData(value, JSON.parse(canonicalJson(value)))).toBe(true);
    }),
  );
});

test('a field that is undefined is no field', () => {
  expect(isSameData({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSameData({ a: 1, b: undefined }, { a: 1, b: null })).toBe(false);
  expect(isSameData({ a: undefined }, { b: 1 })).toBe(false);
});
