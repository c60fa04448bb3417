import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newStableId, newUlid, StableId, Ulid } from './ids.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('a stable id says its level and has the form that the format asks for', () => {
  fc.assert(
    fc.property(fc.constantFrom('w', 't', 'p'), bytes, (level, random) => {
      const id = newStableId(level, () => random);
      expect(id.startsWith(`${level}_`)).toBe(true);
      expect(StableId.safeParse(id).success).toBe(true);
    }),
  );
});

test('other bytes make another id', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const isSame = one.join() === other.join();
      expect(newStableId('p', () => one) === newStableId('p', () => other)).toBe(isSame);
      expect(newUlid(0, () => one) === newUlid(0, () => other)).toBe(isSame);
    }),
  );
});

test('ULIDs sort by time, as text', () => {
  fc.assert(
    fc.property(time, time, bytes, (a, b, random) => {
      fc.pre(a < b);
      const [older, newer] = [newUlid(a, () => random), newUlid(b, () => random)];
      expect(Ulid.safeParse(older).success && Ulid.safeParse(newer).success).toBe(true);
      expect(older < newer).toBe(true);
    }),
  );
});

test('a ULID is the one of the specification', () => {
  expect(newUlid(1_469_918_176_385, (sizeBytes) => new Uint8Array(sizeBytes))).toBe(
    '01ARYZ6S410000000000000000',
  );
});
