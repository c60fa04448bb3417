import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test('a slip of the finger finds the name that was meant', () => {
  const names = ['work', 'home', 'deploy'];
  expect(nearestName('wrok', names)).toBe('work');
  expect(nearestName('HOME', names)).toBe('home');
  expect(nearestName('deplyo-', names)).toBe('deploy');
  expect(nearestName('something else', names)).toBeUndefined();
  expect(nearestName('work', [])).toBeUndefined();
});

test('a name is nearest to itself, and one letter away it still is', () => {
  const name = fc.stringMatching(/^[a-h]{4,12}$/);
  fc.assert(
    fc.property(
      name,
      fc.nat(),
      fc.array(fc.constantFrom('zzzzzzzzzzzzzzz', 'yyyyyyyyyyyyyyyy')),
      (own, at, far) => {
        const cut = at % own.length;
        const slipped = own.slice(0, cut) + own.slice(cut + 1);
        expect(nearestName(own, [...far, own])).toBe(own);
        expect(nearestName(slipped, [...far, own])).toBe(own);
      },
    ),
  );
});
