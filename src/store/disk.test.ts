import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { run } from '../os/run.ts';
import { type Commit, openStore, type SavedContents, type Store } from './store.ts';
import { quietCall, temporaryFolder, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

const nothing: ReadonlyMap<string, SavedContents> = new Map();
const zeros = (sizeBytes: number): Uint8Array => new Uint8Array(sizeBytes);
const CANNOT_MOUNT = 'needs to be root and allowed to mount a small disk';

/** A disk of its own, so that a test can fill it or make it read-only; undefined without leave. */
async function smallDisk(
  sizeKb: number,
): Promise<(AsyncDisposable & { path: string; makeReadOnly: () => Promise<boolean> }) | undefined> {
  const parent = await temporaryFolder();
  const { path } = parent;
  const options = `size=${sizeKb}k,mode=700`;
  if (!(await succeeds('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', path))) {
    await parent[Symbol.asyncDispose]();
    return undefined;
  }
  return {
    path,
    makeReadOnly: async () => succeeds('mount', '-o', 'remount,ro', path),
    [Symbol.asyncDispose]: async () => {
      await succeeds('umount', path);
      await parent[Symbol.asyncDispose]();
    },
  };
}

async function succeeds(file: string, ...args: readonly string[]): Promise<boolean> {
  const { code } = await run({ argv: [file, ...args], signal: new AbortController().signal });
  return code === 0;
}

/** Saves something new: text that does not compress, so that a small disk is full soon. */
async function saveNoise(store: Store, turn: number): Promise<Commit> {
  const lines = Array.from({ length: 200 }, () => randomBytes(30).toString('base64'));
  const contents = new Map([
    [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
  ]);
  const draft = arrangement({ pane: (pane) => ({ ...pane, title: String(turn) }) });
  return store.commit({ draft, contents }, quietCall());
}

async function saveUntilFailure(store: Store): Promise<{ saved: Commit[]; failure: unknown }> {
  const saved: Commit[] = [];
  for (let turn = 0; turn < 1000; turn += 1) {
    try {
      saved.push(await saveNoise(store, turn));
    } catch (failure) {
      return { saved, failure };
    }
  }
  return { saved, failure: undefined };
}

describe('a disk that cannot be written to', () => {
  // Sizes a page apart, so that the disk is full at another step of the save each time.
  test.for([96, 100, 104, 108, 112, 116, 120, 124])(
    'because its %i KB are full keeps every older save, and no litter',
    async (sizeKb, { skip }) => {
      await using disk = (await smallDisk(sizeKb)) ?? skip(CANNOT_MOUNT);
      const folder = join(disk.path, 'stet');
      const { saved, failure } = await saveUntilFailure(await openStore(folder));
      expect(failure).toMatchObject({ name: 'StetError', code: 'STORE_FULL' });
      expect(saved.length).toBeGreaterThan(0);
      const store = await openStore(folder);
      for (const { checkpoint } of saved) {
        expect(await store.read(checkpoint.id)).toEqual(checkpoint);
        const { scrollback } = checkpoint.panes[paneId(0)]!;
        expect(await store.readLines(scrollback!)).toMatchObject({ lostLines: 0 });
      }
      const newest = await store.find('');
      expect(newest.seq).toBeGreaterThanOrEqual(saved.length);
      const names = await readdir(folder, { recursive: true });
      expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
      // With room again, saving goes on.
      await rm(join(folder, 'index.json'));
      await store.remove(saved[0]!.checkpoint.id, quietCall());
      expect(await store.workspaces()).toHaveLength(1);
    },
  );

  test('because it is read-only says so, and everything on it can still be read', async ({
    skip,
  }) => {
    await using disk = (await smallDisk(1000)) ?? skip(CANNOT_MOUNT);
    const folder = join(disk.path, 'stet');
    const before = await openStore(folder);
    const good = await saveNoise(before, 1);
    const hurt = await saveNoise(before, 2);
    await truncate(join(folder, 'checkpoints', `${hurt.checkpoint.id}.json`), 10);
    expect(await disk.makeReadOnly()).toBe(true);
    const store = await openStore(folder);
    await expect(saveNoise(store, 3)).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
    expect((await store.find('')).id).toBe(good.checkpoint.id);
    expect(await store.history()).toMatchObject([{ kind: 'damaged' }, { kind: 'ok' }]);
  });

  test('because a file is where a folder belongs says so', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await writeFile(join(folder, 'checkpoints'), '');
    await expect(
      store.commit({ draft: arrangement(), contents: nothing }, quietCall()),
    ).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
  });

  test('half way through a save leaves no contents without a checkpoint', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await saveNoise(store, 1);
    // A manifest cannot replace a folder, so the save fails after its contents were written.
    const draft = arrangement({ panes: 2 });
    const lines = ['new'];
    const contents = new Map([
      [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
    ]);
    const call = quietCall({ now: () => 0, entropy: zeros });
    await mkdir(join(folder, 'checkpoints', `${'0'.repeat(26)}.json`));
    await expect(store.commit({ draft, contents }, call)).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
    });
    expect(await readdir(join(folder, 'scrollback'))).toEqual([`${good.checkpoint.id}.pack`]);
    expect((await store.find('')).id).toBe(good.checkpoint.id);
  });
});
