import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LineWish, shareLines } from './share-lines.ts';

function wish(id: string, lines: Partial<LineWish>): LineWish {
  return { id, first: 0, from: lines.newFrom ?? 0, newFrom: 0, to: 0, hasGap: false, ...lines };
}

test('whoever has little is read in full, and floods share the rest for their newest lines', () => {
  const wishes = [
    wish('flood', { to: 100_000 }),
    wish('printer', { newFrom: 900, to: 1_000 }),
    wish('other', { first: 50, newFrom: 50, to: 60_000 }),
  ];
  const { from, leavesLines } = shareLines(wishes, { budgetLines: 2_100 });
  expect(Object.fromEntries(from)).toEqual({ flood: 99_000, printer: 900, other: 59_000 });
  expect(leavesLines).toBe(true);
});

test('one that was cut short and is calm is read from its beginning, one at a time', () => {
  const calm = { first: 10, newFrom: 5_000, to: 5_000, hasGap: true };
  const wishes = [wish('a', calm), wish('b', calm)];
  const { from, leavesLines } = shareLines(wishes, { budgetLines: 100 });
  expect(Object.fromEntries(from)).toEqual({ a: 10, b: 5_000 });
  expect(leavesLines).toBe(true);
  expect(shareLines(wishes.slice(0, 1), { budgetLines: 100 })).toEqual({
    from: new Map([['a', 10]]),
    leavesLines: false,
  });
});

test('as many that were cut short as fit are read from their beginning; without a budget all are', () => {
  const calm = { first: 0, newFrom: 5_000, to: 5_000, hasGap: true };
  const wishes = [wish('a', calm), wish('b', calm), wish('c', calm)];
  expect(Object.fromEntries(shareLines(wishes, { budgetLines: 10_000 }).from)).toEqual({
    a: 0,
    b: 0,
    c: 5_000,
  });
  const { from, leavesLines } = shareLines(wishes, { budgetLines: Infinity });
  expect(Object.fromEntries(from)).toEqual({ a: 0, b: 0, c: 0 });
  expect(leavesLines).toBe(false);
});

test('lines that are read once more are no part of the budget', () => {
  const wishes = Array.from({ length: 200 }, (_, at) =>
    wish(String(at), { from: 9_500, newFrom: 10_000, to: at === 0 ? 10_900 : 10_000 }),
  );
  const { from, leavesLines } = shareLines(wishes, { budgetLines: 1_000 });
  expect([...from.values()]).toEqual(wishes.map(() => 9_500));
  expect(leavesLines).toBe(false);
});

test('the calmest that was cut short has its turn first', () => {
  const wishes = [
    wish('flood', { newFrom: 90_000, to: 96_000, hasGap: true }),
    wish('long', { newFrom: 9_000, to: 9_000, hasGap: true }),
    wish('burst', { newFrom: 4_000, to: 4_000, hasGap: true }),
  ];
  const { from, leavesLines } = shareLines(wishes, { budgetLines: 20_000 });
  expect(Object.fromEntries(from)).toEqual({ flood: 90_000, long: 0, burst: 0 });
  expect(leavesLines).toBe(true);
});

test('to catch up, all calm ones are read from their beginning, and no flood is', () => {
  const wishes = [
    wish('flood', { newFrom: 90_000, to: 90_900, hasGap: true }),
    wish('long', { newFrom: 9_000, to: 9_009, hasGap: true }),
    wish('burst', { newFrom: 4_000, to: 4_000, hasGap: true }),
  ];
  const { from } = shareLines(wishes, { budgetLines: 1_000, catchesUp: true });
  expect(Object.fromEntries(from)).toEqual({ flood: 90_000, long: 0, burst: 0 });
});

test('no budget is exceeded, and none is left while somebody wants it', () => {
  const wishes = fc.array(
    fc.record({ newFrom: fc.nat(1_000), lines: fc.nat(5_000) }).map(({ newFrom, lines }) => ({
      newFrom,
      to: newFrom + lines,
    })),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(wishes, fc.nat(20_000), (given, budget) => {
      const all = given.map((lines, at) => wish(String(at), lines));
      const { from } = shareLines(all, { budgetLines: budget });
      const read = all.reduce((sum, { id, to }) => sum + to - (from.get(id) ?? 0), 0);
      const wanted = all.reduce((sum, { newFrom, to }) => sum + to - newFrom, 0);
      expect(read).toBeLessThanOrEqual(budget);
      expect(read).toBeGreaterThan(Math.min(wanted, budget) - Math.max(1, all.length));
    }),
  );
});
