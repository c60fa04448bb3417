import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { bootId, epochOf, type ProcessEpoch } from '../os/epoch.ts';
import { run } from '../os/run.ts';
import { openStore, type SavedContents, type Store } from './store.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';

const root = join(import.meta.dirname, '..', '..');
const child = join(root, 'dist', 'store', 'testing', 'save-repeatedly.js');
const nothing: ReadonlyMap<string, SavedContents> = new Map();
const never = new AbortController().signal;

// Node 20 runs no TypeScript, so the children run what is built from these very sources.
beforeAll(async () => {
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const { code, stdout } = await run({ argv: [tsc, '-b', 'src/store'], cwd: root, signal: never });
  if (code !== 0) throw new Error(stdout.toString());
}, 60_000);

async function saveRepeatedly(
  folder: string,
  workspace: string,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<readonly number[]> {
  const argv = [process.execPath, child, folder, workspace, String(count)] as const;
  const { code, stdout, stderr } = await run({ argv, signal });
  expect([code, stderr.toString()]).toEqual([0, '']);
  return stdout.toString().trim().split('\n').map(Number);
}

async function litter(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.tmp') || name.includes('.tmp/'));
}

async function checkpointsOf(store: Store, workspace: string): Promise<readonly number[]> {
  const history = await store.history({ workspace });
  return history.map((row) => (row.kind === 'ok' ? row.checkpoint.seq : -1));
}

/** Waits until the writer has come further, then a little on: each kill finds another moment. */
async function moreCheckpointsThan(
  folder: string,
  { count, turns }: { count: number; turns: number },
): Promise<void> {
  for (;;) {
    const names = await readdir(join(folder, 'checkpoints')).catch(() => []);
    if (names.filter((name) => name.endsWith('.json')).length > count) break;
    await breathe();
  }
  for (let turn = 0; turn < turns; turn += 1) await breathe();
}

describe('several writers', () => {
  test('two processes at once lose no checkpoint and never share a number', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const made = await Promise.all([
      saveRepeatedly(folder, 'shared', { count: 25, signal: never }),
      saveRepeatedly(folder, 'shared', { count: 25, signal: never }),
    ]);
    const seqs = made.flat().toSorted((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(await checkpointsOf(store, 'shared')).toEqual(seqs.toReversed());
    expect(await litter(folder)).toEqual([]);
  });

  test('a chain of parents without a fork, when one process saves many times at once', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const other = await openStore(folder);
    const saves = Array.from({ length: 12 }, async (_, index) => {
      const draft = arrangement({ pane: (pane) => ({ ...pane, title: String(index) }) });
      return (index % 2 === 0 ? store : other).commit({ draft, contents: nothing }, quietCall());
    });
    const commits = (await Promise.all(saves)).map(({ checkpoint }) => checkpoint);
    const inOrder = commits.toSorted((a, b) => a.seq - b.seq);
    const parents = inOrder.map(({ parent }) => parent);
    expect(parents).toEqual([null, ...inOrder.slice(0, -1).map(({ id }) => id)]);
  });
});

describe('a writer that dies', () => {
  test('by kill -9 in the middle of saving leaves a whole store, twenty times', async () => {
    await using temporary = await temporaryStore();
    const { folder } = temporary;
    let goodSeq = 0;
    let newestSeq = 0;
    for (let kill = 0; kill < 20; kill += 1) {
      const stop = new AbortController();
      const saving = saveRepeatedly(folder, 'work', { count: 100_000, signal: stop.signal });
      const ended = saving.catch((reason: unknown) => reason);
      await moreCheckpointsThan(folder, { count: newestSeq + (kill % 4), turns: kill * 7 });
      stop.abort('killed');
      expect(await ended).toBe('killed');

      const store = await openStore(folder);
      const good = await store.find('work');
      expect(good.seq).toBeGreaterThanOrEqual(goodSeq);
      const { scrollback } = good.panes[paneId(0)]!;
      expect(await store.readLines(scrollback!)).toMatchObject({ lostLines: 0 });
      const seqs = await checkpointsOf(store, 'work');
      [goodSeq, newestSeq] = [good.seq, seqs.length];
      expect(seqs).toEqual(Array.from({ length: newestSeq }, (_, index) => newestSeq - index));
      expect(store.takeNotices()).toEqual([]);
    }
    const store = await openStore(folder);
    const draft = arrangement({ workspace: 'work', panes: 2 });
    const { checkpoint } = await store.commit({ draft, contents: nothing }, quietCall());
    expect(checkpoint.seq).toBe(newestSeq + 1);
    expect(await litter(folder)).toEqual([]);
  }, 60_000);

  const forgotten: readonly (readonly [string, () => Promise<string>])[] = [
    [
      'on an earlier boot',
      async () => holderName({ ...(await epochOf(process.pid)), bootId: 'earlier' }),
    ],
    [
      'whose pid now belongs to another process',
      async () => holderName({ bootId: await bootId(), startTime: 1 }),
    ],
    ['whose lock is none of ours', async () => 'holder-1.json'],
  ];

  test.each(forgotten)('%s is not waited for', async (_, name) => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await mkdir(join(folder, 'lock'));
    await writeFile(join(folder, 'lock', await name()), '');
    const { isNew } = await store.commit({ draft: arrangement(), contents: nothing }, quietCall());
    expect(isNew).toBe(true);
    expect(await readdir(join(folder, 'lock'))).toEqual([]);
  });

  test('a writer that lives is waited for until the caller has had enough', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await mkdir(join(folder, 'lock'));
    const holder = holderName({ ...(await epochOf(process.pid)) });
    await writeFile(join(folder, 'lock', holder), '');
    const signal = AbortSignal.timeout(50);
    const saving = store.commit({ draft: arrangement(), contents: nothing }, quietCall({ signal }));
    await expect(saving).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await readdir(join(folder, 'lock'))).toEqual([holder]);
    expect(await litter(folder)).toEqual([]);
  });
});

/** What the file of a lock is called, for an epoch of this process. */
function holderName({ startTime = 0, bootId: boot = '' }: Partial<ProcessEpoch>): string {
  return `${process.pid}-${startTime}-${boot}.0123456789abcdef`;
}
