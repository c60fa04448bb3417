import { expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import type { Store } from './store.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-06-15T12:00:00Z');

async function saveAt(
  store: Store,
  ageMs: number,
  trigger: 'event' | 'manual' = 'event',
): Promise<string> {
  const pane = (own: ReturnType<typeof arrangement>['panes'][string]): typeof own => ({
    ...own,
    title: `${ageMs}`,
  });
  const draft = { ...arrangement({ pane }), trigger };
  const lines = SavedLines.of([`printed ${ageMs} ms ago`]);
  const contents = new Map([[paneId(0), { lines, mode: 'full' as const, dropped: 0 }]]);
  const { checkpoint } = await store.commit(
    { draft, contents },
    quietCall({ now: () => NOW - ageMs }),
  );
  return checkpoint.id;
}

const atNow = (): ReturnType<typeof quietCall> => quietCall({ now: () => NOW });

async function ids(store: Store): Promise<readonly string[]> {
  const history = await store.history();
  return history.flatMap((row) => (row.kind === 'ok' ? [row.checkpoint.id] : []));
}

test('the last hour stays whole, the day before keeps one in five minutes', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  const old: string[] = [];
  for (let age = 80; age > 60; age -= 1) old.push(await saveAt(store, age * MINUTE_MS));
  const recent: string[] = [];
  for (let age = 59; age > 54; age -= 1) recent.push(await saveAt(store, age * MINUTE_MS));
  await store.thinOut(atNow());
  const left = await ids(store);
  expect(left.filter((id) => recent.includes(id))).toHaveLength(5);
  expect(left.filter((id) => old.includes(id))).toHaveLength(4);
});

test('what somebody asked for stays, however old, and its output with it', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  const asked = await saveAt(store, 400 * 24 * 60 * MINUTE_MS, 'manual');
  await saveAt(store, 390 * 24 * 60 * MINUTE_MS);
  const newest = await saveAt(store, MINUTE_MS);
  const { deleted, freedBytes } = await store.thinOut(atNow());
  expect(deleted).toHaveLength(1);
  expect(freedBytes).toBeGreaterThan(0);
  expect(await ids(store)).toEqual([newest, asked]);
  const { scrollback } = (await store.read(asked)).panes[paneId(0)] ?? {};
  expect(scrollback && (await store.readLines(scrollback)).lostLines).toBe(0);
});

test('the checkpoint that a restore would take is never thinned out', async () => {
  await using temporary = await temporaryStore();
  const only = await saveAt(temporary.store, 1000 * 24 * 60 * MINUTE_MS);
  expect((await temporary.store.thinOut(atNow())).deleted).toEqual([]);
  expect((await temporary.store.find('')).id).toBe(only);
});

test('thinning out twice deletes nothing more', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  for (let age = 3000; age > 60; age -= 200) await saveAt(store, age * MINUTE_MS);
  await store.thinOut(atNow());
  expect((await store.thinOut(atNow())).deleted).toEqual([]);
});
