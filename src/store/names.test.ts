import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { type Commit, openStore, type Store } from './store.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

async function save(store: Store, workspace: string, title = 'a'): Promise<Commit> {
  const draft = arrangement({ workspace, pane: (pane) => ({ ...pane, title }) });
  const lines = [`contents of ${workspace} ${title}`];
  const contents = new Map([
    [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
  ]);
  return store.commit({ draft, contents }, quietCall());
}

describe('resolve', () => {
  test('knows workspaces, whole ids and their beginnings in either case', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const { id } = (await save(store, 'default')).checkpoint;
    expect((await store.find('')).id).toBe(id);
    expect((await store.find('default')).id).toBe(id);
    expect((await store.find(id)).id).toBe(id);
    expect((await store.find(id.slice(0, 4).toLowerCase())).id).toBe(id);
  });

  test('a name in another Unicode form is the same workspace', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const { id } = (await save(store, 'caf\u00e9')).checkpoint;
    expect((await store.find('cafe\u0301')).id).toBe(id);
  });

  test('three characters are no id, and an ambiguous beginning is refused', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const { id } = (await save(store, 'a', 'one')).checkpoint;
    await save(store, 'a', 'two');
    await expect(store.find(id.slice(0, 3))).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
    });
    await expect(store.find(id.slice(0, 4))).rejects.toMatchObject({
      code: 'CHECKPOINT_AMBIGUOUS',
    });
  });

  test('a workspace comes before an id that begins like it', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const { id } = (await save(store, 'a')).checkpoint;
    const named = await save(store, id.slice(0, 8));
    expect((await store.find(id.slice(0, 8))).id).toBe(named.checkpoint.id);
  });

  test('an unknown name suggests the nearest, an unknown id does not', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    await expect(store.find('')).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
      hint: 'Nothing is saved yet; run "stet save" first',
    });
    await save(store, 'payments');
    await expect(store.find('paymnets')).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
      hint: 'Did you mean "payments"?',
    });
    await expect(store.find('00000000000000000000000000')).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_FOUND',
    });
    await expect(store.read('../../etc/passwd')).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_FOUND',
    });
    await expect(store.find('../x')).rejects.toMatchObject({ code: 'NAME_INVALID' });
    await expect(store.history({ workspace: 'nobody' })).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
    });
  });
});

describe('rename', () => {
  test('takes the whole history along and frees the old name', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const one = await save(store, 'old', 'one');
    const two = await save(store, 'old', 'two');
    const path = join(folder, 'checkpoints', `${one.checkpoint.id}.json`);
    const bytes = await readFile(path);
    expect(await store.rename('old', 'new', quietCall())).toBe(2);
    expect(await readFile(path)).toEqual(bytes);
    expect(await store.workspaces()).toMatchObject([
      { name: 'new', current: two.checkpoint.id, lastGood: two.checkpoint.id, checkpoints: 2 },
    ]);
    expect((await store.read(one.checkpoint.id)).workspace.name).toBe('new');
    await expect(store.find('old')).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
    const fresh = await save(store, 'old', 'three');
    expect(fresh.checkpoint.parent).toBeNull();
    const next = await save(store, 'new', 'four');
    expect(next.checkpoint.parent).toBe(two.checkpoint.id);
    expect((await store.workspaces()).map(({ name, checkpoints }) => [name, checkpoints])).toEqual([
      ['new', 3],
      ['old', 1],
    ]);
  });

  test('there and back again, and past a workspace that had the name before', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    await save(store, 'a', 'first');
    await store.rename('a', 'b', quietCall());
    await save(store, 'a', 'second');
    await store.rename('b', 'c', quietCall());
    await store.rename('a', 'b', quietCall());
    expect((await store.workspaces()).map(({ name }) => name)).toEqual(['b', 'c']);
    const [row] = await store.history({ workspace: 'b' });
    expect(row).toMatchObject({ kind: 'ok', checkpoint: { workspace: { name: 'b' } } });
  });

  test('refuses a taken, an unknown and an impossible name', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    await save(store, 'a');
    await save(store, 'b');
    await expect(store.rename('a', 'b', quietCall())).rejects.toMatchObject({
      code: 'WORKSPACE_EXISTS',
    });
    await expect(store.rename('x', 'y', quietCall())).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
    });
    await expect(store.rename('a', '../y', quietCall())).rejects.toMatchObject({
      code: 'NAME_INVALID',
    });
  });

  test('refuses "live", which means what runs now; an old workspace of that name can be read', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const { checkpoint } = await save(store, 'alive');
    const refusal = {
      code: 'NAME_INVALID',
      hint: 'Choose another name; "stet rename live NAME" frees a workspace that has this one',
    };
    await expect(save(store, 'live')).rejects.toMatchObject(refusal);
    await expect(store.rename('alive', 'live', quietCall())).rejects.toMatchObject(refusal);

    const renames = [{ from: 'alive', to: 'live', seq: 1 }];
    const file = { format: 'stet-renames', version: 1, renames };
    await writeFile(join(folder, 'renames.json'), JSON.stringify(file));
    expect((await store.find('live')).id).toBe(checkpoint.id);
    expect((await store.read(checkpoint.id)).workspace.name).toBe('live');
    expect(await store.rename('live', 'now', quietCall())).toBe(1);
    expect((await store.find('now')).id).toBe(checkpoint.id);
  });

  test('cut short before the references moved, it still has its best checkpoint', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await save(store, 'old', 'good');
    await store.rename('old', 'new', quietCall());
    const refs = join(folder, 'refs', 'workspaces');
    await rename(join(refs, 'new'), join(refs, 'old'));
    expect((await store.find('new')).id).toBe(good.checkpoint.id);
    const fresh = await save(store, 'old', 'fresh');
    expect(fresh.checkpoint.parent).toBeNull();
  });
});

describe('remove', () => {
  test('a workspace goes with its history and its scrollback, others stay whole', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const kept = await save(store, 'kept');
    const gone = [await save(store, 'gone', 'one'), await save(store, 'gone', 'two')];
    const { deleted, freedBytes } = await store.remove('gone', quietCall());
    expect(deleted.toSorted()).toEqual(gone.map(({ checkpoint }) => checkpoint.id).toSorted());
    expect(freedBytes).toBeGreaterThan(1000);
    expect(await readdir(join(folder, 'checkpoints'))).toEqual([`${kept.checkpoint.id}.json`]);
    expect(await readdir(join(folder, 'scrollback'))).toEqual([`${kept.checkpoint.id}.pack`]);
    expect(await readdir(join(folder, 'refs', 'workspaces'))).toEqual(['kept']);
    await expect(store.find('gone')).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
    const lines = await store.readLines(kept.checkpoint.panes[paneId(0)]!.scrollback!);
    expect(lines).toEqual({ lines: ['contents of kept a'], lostLines: 0 });
    expect((await save(store, 'gone', 'again')).checkpoint).toMatchObject({ seq: 4, parent: null });
  });

  test('one checkpoint leaves the references on the next older good one', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const one = await save(store, 'work', 'one');
    const two = await save(store, 'work', 'two');
    const { deleted } = await store.remove(two.checkpoint.id.toLowerCase(), quietCall());
    expect(deleted).toEqual([two.checkpoint.id]);
    expect(await store.workspaces()).toMatchObject([
      { current: one.checkpoint.id, lastGood: one.checkpoint.id, checkpoints: 1 },
    ]);
    await expect(store.read(two.checkpoint.id)).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_FOUND',
    });
    await store.remove(one.checkpoint.id, quietCall());
    expect(await store.workspaces()).toEqual([]);
  });

  test('contents that another checkpoint shares stay', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const contents = new Map([
      [paneId(0), { lines: SavedLines.of(['shared']), mode: 'full' as const, dropped: 0 }],
    ]);
    await store.commit({ draft: arrangement({ workspace: 'a' }), contents }, quietCall());
    const other = await store.commit(
      { draft: arrangement({ workspace: 'b' }), contents },
      quietCall(),
    );
    await store.remove('a', quietCall());
    const { scrollback } = other.checkpoint.panes[paneId(0)]!;
    expect(await store.readLines(scrollback!)).toEqual({ lines: ['shared'], lostLines: 0 });
  });

  test('a damaged checkpoint goes with its workspace, its remains too', async () => {
    await using temporary = await temporaryStore();
    const { folder } = temporary;
    const { store } = temporary;
    const saved = await save(store, 'work');
    const path = join(folder, 'checkpoints', `${saved.checkpoint.id}.json`);

    await writeFile(path, 'damaged');
    await store.history();
    const reopened = await openStore(folder);
    await reopened.remove('work', quietCall());
    expect(await readdir(join(folder, 'quarantine'))).toEqual([]);
  });
});
