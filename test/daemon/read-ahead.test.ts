import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arrangement } from '../../src/model/testing/arrangement.ts';
import {
  quietCall,
  type TemporaryStore,
  temporaryStore,
} from '../../src/store/testing/temporary-store.ts';
import { readAhead } from '../../src/daemon/read-ahead.ts';

/** With one checkpoint that is damaged: whoever reads it moves it away. */
async function damagedStore(): Promise<TemporaryStore> {
  const temporary = await temporaryStore();
  const saved = await temporary.store.commit(
    { draft: arrangement(), contents: new Map() },
    quietCall(),
  );
  const file = `${saved.checkpoint.id}.json`;
  await writeFile(join(temporary.folder, 'checkpoints', file), '{');
  return temporary;
}

async function wasRead({ folder }: TemporaryStore): Promise<boolean> {
  return (await readdir(join(folder, 'checkpoints'))).length === 0;
}

const { signal } = new AbortController();

test('a daemon that runs nothing has read what would be restored, and fails at nothing', async () => {
  await using temporary = await damagedStore();
  await readAhead(temporary, { running: 0 }, signal);
  expect(await wasRead(temporary)).toBe(true);
});

test.each([
  ['runs something', 1, signal],
  ['ends before', 0, AbortSignal.abort()],
])('a daemon that %s reads nothing', async (_, running, ending) => {
  await using temporary = await damagedStore();
  await readAhead(temporary, { running }, ending);
  expect(await wasRead(temporary)).toBe(false);
});
