import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Pace, type Pieces } from './core/pace.ts';

/** Does a piece that takes its time, and tells how long the rest after it was. */
async function restAfterPiece(pieces: Pieces): Promise<number> {
  const since = performance.now();
  while (performance.now() - since < 2);
  const restedSince = performance.now();
  await pieces.rest();
  return performance.now() - restedSince;
}

async function restsOf(pieces: Pieces): Promise<readonly number[]> {
  const rests: number[] = [];
  for (let piece = 0; piece < 10; piece += 1) rests.push(await restAfterPiece(pieces));
  return rests;
}

test('work that can wait rests until those who asked for something have been served', async () => {
  const pace = new Pace();
  const pieces = pace.begin(() => false);
  const askedAt = performance.now();
  pace.asked();
  await restAfterPiece(pieces);
  expect(performance.now() - askedAt).toBeGreaterThanOrEqual(5);
});

/** Asks at every turn until it is told to stop; returns how many turns there were. */
async function askEveryTurn(pace: Pace, { signal }: AbortController): Promise<number> {
  let turns = 0;
  while (!signal.aborted) {
    pace.asked();
    turns += 1;
    await nextTurn();
  }
  return turns;
}

test('it goes on all the same while somebody asks without end', async () => {
  const pace = new Pace();
  const over = new AbortController();
  const asking = askEveryTurn(pace, over);
  const rests = await restsOf(pace.begin(() => false));
  over.abort();
  await asking;
  // The longest: while the system lets this process sleep, nobody asks.
  expect(Math.max(...rests)).toBeGreaterThan(15);
});

test('work that somebody waits for gives others a turn, and no more', async () => {
  const pace = new Pace();
  const over = new AbortController();
  const asking = askEveryTurn(pace, over);
  const rests = await restsOf(pace.begin(() => true));
  over.abort();
  expect(await asking).toBeGreaterThanOrEqual(10);
  // The shortest: the system may have put this process to sleep.
  expect(Math.min(...rests)).toBeLessThan(5);
});
