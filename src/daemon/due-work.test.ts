import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DueWork } from './due-work.ts';

/** Work that takes note of when it was done. */
function recorder(takesMs = 0): { readonly doneAt: number[]; readonly work: () => Promise<void> } {
  const doneAt: number[] = [];
  const work = async (): Promise<void> => {
    await sleep(takesMs);
    doneAt.push(performance.now());
  };
  return { doneAt, work };
}

async function settled(due: DueWork): Promise<void> {
  while (due.isPending) await sleep(5);
}

test('what is asked for often is done once, and not before it is due', async () => {
  const { doneAt, work } = recorder();
  await using due = new DueWork(work);
  const askedAt = performance.now();
  for (let turn = 0; turn < 100; turn += 1) due.ask(50);
  await settled(due);
  expect(doneAt).toHaveLength(1);
  expect(doneAt[0]! - askedAt).toBeGreaterThanOrEqual(49);
});

test('somebody with less patience has it done earlier', async () => {
  const { doneAt, work } = recorder();
  await using due = new DueWork(work);
  const askedAt = performance.now();
  due.ask(60_000);
  due.ask(10);
  await settled(due);
  expect(doneAt).toHaveLength(1);
  expect(doneAt[0]! - askedAt).toBeLessThan(60_000);
});

test('what is asked for while it is done is done again, never at the same time', async () => {
  let atOnce = 0;
  let most = 0;
  let turns = 0;
  await using due = new DueWork(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    turns += 1;
    const isFirst = turns === 1;
    if (isFirst) for (let more = 0; more < 3; more += 1) due.ask(0);
    await sleep(5);
    atOnce -= 1;
  });
  due.ask(0);
  await settled(due);
  expect([turns, most]).toEqual([2, 1]);
});

test('after long work it rests nine times as long', async () => {
  const { doneAt, work } = recorder(20);
  await using due = new DueWork(work);
  due.ask(0);
  await settled(due);
  due.ask(0);
  await settled(due);
  expect(doneAt[1]! - doneAt[0]!).toBeGreaterThanOrEqual(9 * 19);
});

test('nothing is begun after it was disposed of', async () => {
  const { doneAt, work } = recorder();
  const due = new DueWork(work);
  due.ask(60_000);
  await due[Symbol.asyncDispose]();
  due.ask(0);
  expect(due.isPending).toBe(false);
  expect(doneAt).toHaveLength(0);
});

test('a rest ends when what was asked for has waited longest', async () => {
  const { doneAt, work } = recorder(200);
  await using due = new DueWork(work, 300);
  due.ask(0);
  await settled(due);
  const askedAt = performance.now();
  due.ask(10);
  await settled(due);
  // Without the limit it would rest for 1,800 ms.
  expect(doneAt[1]! - askedAt).toBeLessThan(1_500);
});
