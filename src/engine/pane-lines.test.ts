import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../model/checkpoint.ts';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import type { Store } from '../store/store.ts';
import { quietCall, temporaryStore } from '../store/testing/temporary-store.ts';
import { readLater } from './later-lines.ts';
import { PaneLines } from './pane-lines.ts';
import { SavedLines } from '../model/saved-lines.ts';

const PANE = paneId(0);
const lines = Array.from({ length: 2_000 }, (_, at) => `line ${at}`);

async function saved(store: Store): Promise<Checkpoint> {
  const contents = new Map([
    [PANE, { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
  ]);
  return (await store.commit({ draft: arrangement(), contents }, quietCall())).checkpoint;
}

function paneOf(store: Store, { id, panes }: Checkpoint, lost: number[] = []): PaneLines {
  const pane = panes[PANE];
  if (pane === undefined) throw new Error('The pane was saved');
  return new PaneLines(store, {
    id: PANE,
    saved: pane,
    checkpoint: id,
    startsAgent: false,
    lost: (count) => lost.push(count),
  });
}

test('the newest lines come first, those above them later, and both together are all', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  const pane = paneOf(store, await saved(store));
  const newest = await pane.newest(100);
  expect(newest.lines.length).toBeGreaterThanOrEqual(100);
  expect(newest.lines.length).toBeLessThan(500);
  expect(newest.lines).toEqual(lines.slice(-newest.lines.length));
  expect(newest.above?.count).toBe(2_000 - newest.lines.length);
  expect(await newest.above?.read()).toEqual(lines.slice(0, -newest.lines.length));
  expect(await pane.all()).toEqual(lines);
});

test('whoever asks for more than there is has all at once', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  const pane = paneOf(store, await saved(store));
  expect(await pane.newest(5_000)).toEqual({ lines });
});

test('lines that come later are found by their name, from another process too', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  const { lines: newest, above } = await paneOf(store, await saved(store)).newest(24);
  expect(await readLater(above?.from ?? '')).toEqual(lines.slice(0, -newest.length));
});

test('of damaged lines those are told that are lost, once', async () => {
  await using temporary = await temporaryStore();
  const { store, folder } = temporary;
  const checkpoint = await saved(store);
  const [segment] = checkpoint.panes[PANE]?.scrollback?.segments ?? [];
  await truncate(join(folder, 'scrollback', segment?.pack ?? ''), segment?.sizeBytes);
  const lost: number[] = [];
  const pane = paneOf(store, checkpoint, lost);
  const newest = await pane.newest(24);
  await newest.above?.read();
  await pane.all();
  expect(lost.reduce((sum, count) => sum + count, 0)).toBe(2_000 - (segment?.lines ?? 0));
});
