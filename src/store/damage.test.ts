import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { type Commit, openStore, type SavedContents, type Store } from './store.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

const nothing: ReadonlyMap<string, SavedContents> = new Map();

async function save(store: Store, title: string, workspace = 'default'): Promise<Commit> {
  const draft = arrangement({ workspace, pane: (pane) => ({ ...pane, title }) });
  return store.commit({ draft, contents: nothing }, quietCall());
}

function manifest(folder: string, { checkpoint }: Commit): string {
  return join(folder, 'checkpoints', `${checkpoint.id}.json`);
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

/** Makes a checkpoint look like the work of a stet from the future. */
async function makeTooNew(path: string): Promise<void> {
  await rewrite(path, (text) =>
    text.replace('"version": 1', '"version": 9').replace('"minReader": 1', '"minReader": 9'),
  );
}

const damages: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['truncated', async (path) => truncate(path, Math.floor((await stat(path)).size / 2))],
  ['emptied', async (path) => truncate(path, 0)],
  [
    'changed by one letter',
    async (path) => rewrite(path, (text) => text.replace('/home/ada', '/home/eve')),
  ],
  ['overwritten with zeros', async (path) => writeFile(path, Buffer.alloc(4096))],
  ['valid JSON of something else', async (path) => writeFile(path, '{"format": "other"}')],
];

describe('a damaged checkpoint', () => {
  test.each(damages)(
    'that was %s is put in quarantine and an older one used',
    async (_, damage) => {
      await using temporary = await temporaryStore();
      const { folder } = temporary;
      const older = await save(temporary.store, 'older');
      const newer = await save(temporary.store, 'newer');
      await damage(manifest(folder, newer));
      const remains = await readFile(manifest(folder, newer));

      const store = await openStore(folder);
      expect((await store.find('')).id).toBe(older.checkpoint.id);
      expect(store.takeNotices().map(({ code }) => code)).toEqual([
        'CHECKPOINT_CORRUPT',
        'FELL_BACK',
      ]);
      expect(store.takeNotices()).toEqual([]);
      const kept = await readdir(join(folder, 'quarantine'));
      expect(kept.toSorted()).toEqual([
        `${newer.checkpoint.id}.1.json`,
        `${newer.checkpoint.id}.1.report.json`,
      ]);
      expect(await readFile(join(folder, 'quarantine', `${newer.checkpoint.id}.1.json`))).toEqual(
        remains,
      );
      await expect(store.read(newer.checkpoint.id)).rejects.toThrow(older.checkpoint.id);
      expect(await store.history({ workspace: 'default' })).toMatchObject([
        { kind: 'damaged', id: newer.checkpoint.id, workspace: 'default' },
        { kind: 'ok', checkpoint: { id: older.checkpoint.id } },
      ]);
    },
  );

  test('is found by reading it, and the answer names the next good one', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const older = await save(store, 'older');
    const newer = await save(store, 'newer');
    await truncate(manifest(folder, newer), 100);
    await expect(store.read(newer.checkpoint.id)).rejects.toMatchObject({
      code: 'CHECKPOINT_CORRUPT',
      hint: `Run "stet restore ${older.checkpoint.id}"`,
    });
  });

  test('gives way to an older one, not to a newer one that was never the good one', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const older = await save(store, 'older');
    const good = await save(store, 'good');
    const draft = arrangement({ panes: 2 });
    const options = { keepsLastGood: true };
    await store.commit({ draft, contents: nothing, options }, quietCall());
    await truncate(manifest(folder, good), 100);
    expect((await store.find('')).id).toBe(older.checkpoint.id);
  });

  test('is still listed under its workspace when the index is lost', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const saved = await save(store, 'only', 'work');
    await truncate(manifest(folder, saved), 1500);
    await writeFile(join(folder, 'index.json'), 'garbage');
    expect(await store.history({ workspace: 'work' })).toMatchObject([
      { kind: 'damaged', workspace: 'work' },
    ]);
    await expect(store.find('work')).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' });
  });

  test('does not keep the next save from working, nor from having a higher number', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const older = await save(store, 'older');
    const newer = await save(store, 'newer');
    await truncate(manifest(folder, newer), 100);
    const next = await save(store, 'next');
    expect(next.checkpoint).toMatchObject({ seq: 3, parent: older.checkpoint.id });
    expect(next.isLastGood).toBe(true);
    expect((await store.find('')).id).toBe(next.checkpoint.id);
  });

  test('that comes back unharmed counts again', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await save(store, 'older');
    const newer = await save(store, 'newer');
    const whole = await readFile(manifest(folder, newer));
    await truncate(manifest(folder, newer), 100);
    await store.history();
    await writeFile(manifest(folder, newer), whole);
    expect((await store.find('')).id).toBe(newer.checkpoint.id);
  });

  test('never replaces another damaged one in quarantine', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const saved = await save(store, 'a');
    for (const remains of ['first', 'second']) {
      await writeFile(manifest(folder, saved), remains);
      await store.history();
    }
    const { id } = saved.checkpoint;
    expect(await readFile(join(folder, 'quarantine', `${id}.1.json`), 'utf8')).toBe('first');
    expect(await readFile(join(folder, 'quarantine', `${id}.2.json`), 'utf8')).toBe('second');
  });

  test('reference or index is found again from the checkpoints', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await save(store, 'a', 'work');
    const newest = await save(store, 'b', 'work');
    for (const name of ['current', 'last-good']) {
      await writeFile(join(folder, 'refs', 'workspaces', 'work', name), 'not an id');
    }
    await writeFile(join(folder, 'index.json'), '');
    const reopened = await openStore(folder);
    expect((await reopened.find('work')).id).toBe(newest.checkpoint.id);
    expect(await reopened.workspaces()).toMatchObject([{ name: 'work', checkpoints: 2 }]);
  });
});

describe('a checkpoint of a newer stet', () => {
  test('is listed, refused, and left exactly as it is', async () => {
    await using temporary = await temporaryStore();
    const { folder } = temporary;
    const saved = await save(temporary.store, 'a');
    await makeTooNew(manifest(folder, saved));
    const bytes = await readFile(manifest(folder, saved));
    const store = await openStore(folder);
    expect(await store.history()).toMatchObject([
      { kind: 'too-new', header: { id: saved.checkpoint.id, seq: 1 } },
    ]);
    await expect(store.find('')).rejects.toMatchObject({
      code: 'CHECKPOINT_TOO_NEW',
    });
    await expect(store.remove('default', quietCall())).rejects.toMatchObject({
      code: 'CHECKPOINT_TOO_NEW',
    });
    expect(await readFile(manifest(folder, saved))).toEqual(bytes);
  });

  test('becomes the parent of the next save, which says so', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const saved = await save(store, 'a');
    await makeTooNew(manifest(folder, saved));
    await writeFile(join(folder, 'index.json'), '');
    const next = await save(store, 'b');
    expect(next.checkpoint).toMatchObject({ seq: 2, parent: saved.checkpoint.id });
    expect(next.notices).toMatchObject([
      { code: 'CHECKPOINT_TOO_NEW', subject: saved.checkpoint.id },
    ]);
    expect(await store.history()).toMatchObject([{ kind: 'ok' }, { kind: 'too-new' }]);
  });

  test('keeps all scrollback alive, because nobody here knows what it refers to', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const contents = new Map([
      [paneId(0), { lines: SavedLines.of(['a']), mode: 'full' as const, dropped: 0 }],
    ]);
    await store.commit({ draft: arrangement({ workspace: 'gone' }), contents }, quietCall());
    const future = await save(store, 'b', 'future');
    await makeTooNew(manifest(folder, future));
    await writeFile(join(folder, 'index.json'), '');
    await store.remove('gone', quietCall());
    expect(await readdir(join(folder, 'scrollback'))).toHaveLength(1);
  });

  test('store of a newer stet is not opened', async () => {
    await using temporary = await temporaryStore();
    await save(temporary.store, 'a');
    await rewrite(join(temporary.folder, 'store.json'), (text) =>
      text.replace('"version": 1', '"version": 2'),
    );
    await expect(openStore(temporary.folder)).rejects.toMatchObject({ code: 'CHECKPOINT_TOO_NEW' });
  });
});

async function saveLines(store: Store): Promise<Commit> {
  const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}`);
  const contents = new Map([
    [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
  ]);
  return store.commit({ draft: arrangement(), contents }, quietCall());
}

describe('damaged scrollback', () => {
  test('costs one segment, and a line says how much', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const { checkpoint } = await saveLines(store);
    const scrollback = checkpoint.panes[paneId(0)]!.scrollback!;
    const hurt = scrollback.segments[1]!;
    const path = join(folder, 'scrollback', hurt.pack);
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(hurt.offset + 20) ^ 1, hurt.offset + 20);
    await writeFile(path, bytes);
    const { lines, lostLines } = await store.readLines(scrollback);
    expect(lostLines).toBe(hurt.lines);
    const start = scrollback.segments[0]!.lines;
    expect(lines.slice(start - 1, start + 2)).toEqual([
      `line ${start - 1}`,
      `[${hurt.lines} lines lost]`,
      `line ${start + hurt.lines}`,
    ]);
  });

  test('that is missing or cut short does not fail', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const { checkpoint } = await saveLines(store);
    const scrollback = checkpoint.panes[paneId(0)]!.scrollback!;
    await truncate(join(folder, 'scrollback', scrollback.segments[0]!.pack), 5);
    expect(await store.readLines(scrollback)).toMatchObject({ lostLines: 2000 });
  });

  test('a pack that is a path to somewhere else is not opened', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const { checkpoint } = await saveLines(store);
    const scrollback = checkpoint.panes[paneId(0)]!.scrollback!;
    const segments = scrollback.segments.map((ref) => ({
      ...ref,
      pack: `../scrollback/${ref.pack}`,
    }));
    expect(await store.readLines({ ...scrollback, segments })).toMatchObject({ lostLines: 2000 });
  });
});

const refOf = (folder: string, name: string): string =>
  join(folder, 'refs', 'workspaces', 'work', name);

describe('a damaged reference', () => {
  test.each(['current', 'last-good'])(
    '"%s" that is a folder is told of, passed over, and set aside by the next save',
    async (name) => {
      await using temporary = await temporaryStore();
      const { store, folder } = temporary;
      await save(store, 'a', 'work');
      const newest = await save(store, 'b', 'work');
      await rm(refOf(folder, name));
      await mkdir(refOf(folder, name));
      await writeFile(join(refOf(folder, name), 'mine'), '');

      const reopened = await openStore(folder);
      expect((await reopened.find('work')).id).toBe(newest.checkpoint.id);
      expect(await reopened.workspaces()).toMatchObject([{ name: 'work', checkpoints: 2 }]);
      expect(reopened.takeNotices()).toMatchObject([
        { code: 'REFERENCE_DAMAGED', subject: `refs/workspaces/work/${name}` },
      ]);
      const next = await save(reopened, 'c', 'work');
      expect(next).toMatchObject({ isLastGood: true, checkpoint: { seq: 3 } });
      const kept = join(folder, 'quarantine', `refs-workspaces-work-${name}.1`);
      expect(await readdir(kept)).toEqual(['mine']);
      expect(JSON.parse(await readFile(`${kept}.report.json`, 'utf8'))).toMatchObject({
        file: `refs/workspaces/work/${name}`,
      });
      reopened.takeNotices();
      expect((await reopened.find('work')).id).toBe(next.checkpoint.id);
      expect(reopened.takeNotices()).toEqual([]);
    },
  );

  test('has no folder: a file is in its place', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await save(store, 'a', 'work');
    await rm(join(folder, 'refs', 'workspaces', 'work'), { recursive: true });
    await writeFile(join(folder, 'refs', 'workspaces', 'work'), 'mine');
    expect((await store.find('work')).id).toBe(good.checkpoint.id);
    expect(await save(store, 'b', 'work')).toMatchObject({ isLastGood: true });
    expect(await readFile(join(folder, 'quarantine', 'refs-workspaces-work.1'), 'utf8')).toBe(
      'mine',
    );
  });

  test('that leads in a circle, or that nobody may read, does not end a list', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await save(store, 'a', 'work');
    await rm(refOf(folder, 'current'));
    await symlink('current', refOf(folder, 'current'));
    await chmod(refOf(folder, 'last-good'), 0o000);
    expect(await store.workspaces()).toMatchObject([{ current: good.checkpoint.id }]);
    expect((await store.find('work')).id).toBe(good.checkpoint.id);
    expect(await save(store, 'b', 'work')).toMatchObject({ isLastGood: true });
  });

  test('to the checkpoint before a restore keeps nothing from being restored or deleted', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const { checkpoint } = await save(store, 'a', 'work');
    await mkdir(join(folder, 'refs', 'pre-restore'));
    await store.remove(checkpoint.id, quietCall());
    expect(await store.workspaces()).toEqual([]);
  });
});

describe('a damaged list of renames', () => {
  test.each([
    ['is garbage', async (path: string) => writeFile(path, '{"format": "stet-ren')],
    ['is a folder', async (path: string) => rm(path).then(async () => mkdir(path))],
  ])('that %s stops neither a list nor a save, and goes to quarantine', async (_, damage) => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const old = await save(store, 'a', 'old');
    await store.rename('old', 'new', quietCall());
    await damage(join(folder, 'renames.json'));

    const reopened = await openStore(folder);
    expect(await reopened.workspaces()).toMatchObject([{ name: 'old', checkpoints: 1 }]);
    expect((await reopened.find('old')).id).toBe(old.checkpoint.id);
    expect(reopened.takeNotices()).toMatchObject([{ code: 'RENAMES_DAMAGED' }]);
    await save(reopened, 'b', 'old');
    expect(await readdir(join(folder, 'quarantine'))).toEqual([
      'renames.json.1',
      'renames.json.1.report.json',
    ]);
    reopened.takeNotices();
    expect(await reopened.rename('old', 'new', quietCall())).toBe(2);
    expect((await reopened.workspaces()).map(({ name }) => name)).toEqual(['new']);
    expect(reopened.takeNotices()).toEqual([]);
  });

  test('of a newer stet is left alone', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await save(store, 'a', 'old');
    await store.rename('old', 'new', quietCall());
    await rewrite(join(folder, 'renames.json'), (text) =>
      text.replace('"version": 1', '"version": 2'),
    );
    await expect(save(store, 'b', 'new')).rejects.toMatchObject({ code: 'CHECKPOINT_TOO_NEW' });
    expect(await readdir(join(folder, 'quarantine'))).toEqual([]);
  });
});

test('a folder that cannot be read is named, by every question', async () => {
  await using temporary = await temporaryStore();
  const { store, folder } = temporary;
  const { checkpoint } = await save(store, 'a');
  await rm(join(folder, 'checkpoints'), { recursive: true });
  await writeFile(join(folder, 'checkpoints'), '');
  const refusal = { name: 'StetError', code: 'STORE_UNWRITABLE' };
  await expect(store.workspaces()).rejects.toMatchObject(refusal);
  await expect(store.history()).rejects.toMatchObject(refusal);
  await expect(store.find('')).rejects.toMatchObject(refusal);
  await expect(store.read(checkpoint.id)).rejects.toMatchObject(refusal);
  await expect(store.stored(checkpoint.id)).rejects.toMatchObject(refusal);
});
