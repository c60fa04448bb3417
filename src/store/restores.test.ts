import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RestoreRecord } from './restore-record.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';

const places = { windows: ['w_0000000000000001'], tabs: [], panes: [] };
const id = (last: string): string => `01ARZ3NDEKTSV4RRFFQ69G5FA${last}`;
const record = (last: string, changes: Partial<RestoreRecord> = {}): RestoreRecord => ({
  id: id(last),
  checkpoint: id('X'),
  preRestore: null,
  startedAt: '2026-01-02T03:04:05.000Z',
  opened: places,
  closed: { windows: [], tabs: [], panes: [] },
  shown: {},
  undoneBy: null,
  isUndo: false,
  isUnfinished: false,
  ...changes,
});

test('the newest restore that can be undone is found, not an undo nor one undone before', async () => {
  await using temporary = await temporaryStore();
  const { store } = temporary;
  await store.saveRestore(record('1'), quietCall());
  await store.saveRestore(record('2'), quietCall());
  expect(await store.newestRestore()).toEqual(record('2'));
  await store.saveRestore(record('2', { undoneBy: id('3') }), quietCall());
  await store.saveRestore(record('3', { isUndo: true }), quietCall());
  expect(await store.newestRestore()).toEqual(record('1'));
  expect(await store.readRestore(id('2'))).toMatchObject({ undoneBy: id('3') });
});

test('a damaged or missing record is passed over', async () => {
  await using temporary = await temporaryStore();
  const { store, folder } = temporary;
  await store.saveRestore(record('1'), quietCall());
  await writeFile(join(folder, 'restores', `${id('2')}.json`), '{"id": ');
  expect(await store.newestRestore()).toEqual(record('1'));
  expect(await store.readRestore(id('9'))).toBeUndefined();
  expect(await store.readRestore('../store')).toBeUndefined();
  expect(await readdir(join(folder, 'restores'))).toHaveLength(2);
});
