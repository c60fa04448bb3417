import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Checkpoint, CHECKPOINT_VERSION } from '../model/checkpoint.ts';
import { factsOf } from '../model/facts.ts';
import { readCheckpoint } from '../model/read-checkpoint.ts';
import { openStore } from './store.ts';
import { temporaryFolder } from './testing/temporary-store.ts';

/** Checkpoints of every version that any stet has ever written. Files are added, never changed. */
const CORPUS = fileURLToPath(new URL('../../test/corpus', import.meta.url));
const files = (await readdir(CORPUS)).filter((name) => name.startsWith('checkpoint-v'));

async function inCorpus(name: string): Promise<Checkpoint> {
  const read = readCheckpoint(JSON.parse(await readFile(join(CORPUS, name), 'utf8')));
  if (read.kind !== 'ok') throw new Error(`${name} is ${read.kind}: ${JSON.stringify(read)}`);
  return read.checkpoint;
}

test('the corpus has a checkpoint of every version', () => {
  const versions = Array.from({ length: CHECKPOINT_VERSION }, (_, index) => index + 1);
  const found = files.map((name) => Number(/^checkpoint-v(\d+)(-\w+)?\.json$/.exec(name)?.[1]));
  expect([...new Set(found)].toSorted((a, b) => a - b)).toEqual(versions);
});

test('one of version 1 has every kind of host and of what a pane can be', async () => {
  const { hosts, panes } = await inCorpus('checkpoint-v1-hosts.json');
  const kinds = Object.values(hosts).map(({ kind, status }) => `${kind} ${status}`);
  expect(kinds.toSorted()).toEqual(['kitty ok', 'native ok', 'tmux ok', 'tmux stale']);
  expect(Object.values(hosts).some(({ globals }) => globals !== undefined)).toBe(true);
  const all = Object.values(panes);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set(['shell', 'command', 'agent', 'mux-client']),
  );
  for (const field of ['conversation', 'attach', 'exit', 'view', 'scrollback', 'name'] as const) {
    expect(all.filter((pane) => pane[field] !== undefined)).not.toEqual([]);
  }
  expect(all.filter(({ program }) => program?.pipedTo !== undefined)).not.toEqual([]);
});

test.each(files)('%s is still read, by the model and out of a store', async (name) => {
  await using folder = await temporaryFolder();
  const { id } = await inCorpus(name);
  const root = join(folder.path, 'stet');
  await mkdir(join(root, 'checkpoints'), { recursive: true, mode: 0o700 });
  await copyFile(join(CORPUS, name), join(root, 'checkpoints', `${id}.json`));
  const store = await openStore(root);
  const checkpoint = await store.read(id);
  expect(await store.history()).toMatchObject([{ kind: 'ok', isSuspect: false }]);
  expect(store.takeNotices()).toEqual([]);
  expect(factsOf(checkpoint).length).toBeGreaterThan(100);
  expect(checkpoint).toMatchObject({
    workspace: { name: 'work' },
    provenance: { tool: { name: 'stet' } },
  });
});
