import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import type { SavedContents } from './store.ts';
import { quietCall, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

const nothing: ReadonlyMap<string, SavedContents> = new Map();
const full = (lines: readonly string[]): SavedContents => ({
  lines: SavedLines.of(lines),
  mode: 'full',
  dropped: 0,
});
const numbered = (count: number, word = 'line'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}: ${'x'.repeat(index % 50)}`);
const titled = (title: string, panes = 2): ReturnType<typeof arrangement> =>
  arrangement({ panes, pane: (pane) => ({ ...pane, title }) });

async function ref(folder: string, ...path: readonly string[]): Promise<string> {
  return (await readFile(join(folder, 'refs', ...path), 'utf8')).trim();
}

describe('commit', () => {
  test('a saved checkpoint reads back as it was returned, after reopening too', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const saved = await store.commit({ draft: arrangement(), contents: nothing }, quietCall());
    expect(saved).toMatchObject({ isNew: true, isLastGood: true, notices: [] });
    expect(saved.checkpoint).toMatchObject({ seq: 1, parent: null });
    expect(await store.read(saved.checkpoint.id)).toEqual(saved.checkpoint);
    expect(await store.workspaces()).toEqual([
      {
        name: 'default',
        current: saved.checkpoint.id,
        lastGood: saved.checkpoint.id,
        checkpoints: 1,
      },
    ]);
  });

  test('a manifest is readable JSON that says first what it is', async () => {
    await using temporary = await temporaryStore();
    const { checkpoint } = await temporary.store.commit(
      { draft: arrangement(), contents: nothing },
      quietCall(),
    );
    const path = join(temporary.folder, 'checkpoints', `${checkpoint.id}.json`);
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^\{\n {2}"format": "stet-checkpoint",\n {2}"version": 1,\n/);
    expect(JSON.parse(text)).toEqual(checkpoint);
  });

  test('saving the same again writes nothing and answers with the checkpoint from before', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const contents = new Map([[paneId(0), full(numbered(600))]]);
    const first = await store.commit({ draft: titled('a'), contents }, quietCall());
    const files = await readdir(folder, { recursive: true });
    const again = await store.commit({ draft: titled('a'), contents }, quietCall());
    expect(again).toMatchObject({ isNew: false, isLastGood: true });
    expect(again.checkpoint).toEqual(first.checkpoint);
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(files.toSorted());
  });

  test('a save stays the same while others store the same lines once more', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const commit = async (workspace: string, word: string): ReturnType<typeof store.commit> =>
      store.commit(
        {
          draft: arrangement({ workspace }),
          contents: new Map([[paneId(0), full(numbered(600, word))]]),
        },
        quietCall(),
      );
    await commit('work', 'line');
    await commit('other', 'word');
    // Only the newest of other workspaces is looked at, so "third" has a copy of its own.
    await commit('third', 'line');
    expect(await readdir(join(folder, 'scrollback'))).toHaveLength(3);
    expect(await commit('work', 'line')).toMatchObject({ isNew: false });
  });

  test('lines that stand twice in a save are stored once', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const lines = full(numbered(600));
    const contents = new Map([paneId(0), paneId(1)].map((id) => [id, lines]));
    const { checkpoint } = await store.commit({ draft: titled('a'), contents }, quietCall());
    const [one, two] = Object.values(checkpoint.panes).map(({ scrollback }) => scrollback);
    expect(one?.segments.length).toBeGreaterThan(2);
    expect(two?.segments).toEqual(one?.segments);
  });

  test('more new segments than are compressed together come back in order', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const lines = numbered(20_000);
    const contents = new Map([[paneId(0), full([...lines, ...lines])]]);
    const { checkpoint } = await store.commit({ draft: titled('a'), contents }, quietCall());
    const scrollback = checkpoint.panes[paneId(0)]?.scrollback;
    expect(scrollback?.segments.length).toBeGreaterThan(100);
    if (scrollback === undefined) throw new Error('nothing was stored');
    expect(await store.readLines(scrollback)).toEqual({
      lines: [...lines, ...lines],
      lostLines: 0,
    });
  });

  test('a changed title costs a manifest but no scrollback', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const contents = new Map([[paneId(0), full(numbered(600))]]);
    await store.commit({ draft: titled('a'), contents }, quietCall());
    const second = await store.commit({ draft: titled('b'), contents }, quietCall());
    expect(second.checkpoint.seq).toBe(2);
    expect(await readdir(join(folder, 'checkpoints'))).toHaveLength(2);
    expect(await readdir(join(folder, 'scrollback'))).toHaveLength(1);
  });

  test('another workspace with the same scrollback shares its one copy', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const contents = new Map([[paneId(0), full(numbered(600))]]);
    await store.commit({ draft: arrangement(), contents }, quietCall());
    await store.commit({ draft: arrangement({ workspace: 'work' }), contents }, quietCall());
    expect(await readdir(join(folder, 'scrollback'))).toHaveLength(1);
  });

  test('a history that scrolled on stores what is new and not what was there', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const all = numbered(5000);
    const before = new Map([[paneId(0), full(all.slice(0, 4000))]]);
    const after = new Map([[paneId(0), full(all.slice(1000))]]);
    const first = await store.commit({ draft: arrangement(), contents: before }, quietCall());
    const second = await store.commit({ draft: arrangement(), contents: after }, quietCall());
    const scrollback = second.checkpoint.panes[paneId(0)]!.scrollback!;
    const isOld = ({ pack }: { pack: string }): boolean => pack.startsWith(first.checkpoint.id);
    const shared = scrollback.segments.filter(isOld).reduce((sum, { lines }) => sum + lines, 0);
    expect(shared).toBeGreaterThan(2000);
    expect(await store.readLines(scrollback)).toEqual({ lines: all.slice(1000), lostLines: 0 });
  });

  test('a pack that vanished is stored again instead of referred to', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const lines = numbered(300);
    const contents = new Map([[paneId(0), full(lines)]]);
    await store.commit({ draft: arrangement(), contents }, quietCall());
    await rm(join(folder, 'scrollback'), { recursive: true });
    const { checkpoint, isNew } = await store.commit(
      { draft: arrangement(), contents },
      quietCall(),
    );
    expect(isNew).toBe(true);
    const { scrollback } = checkpoint.panes[paneId(0)]!;
    expect(await store.readLines(scrollback!)).toEqual({ lines, lostLines: 0 });
  });

  test('a pane without new contents keeps what its draft refers to', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const contents = new Map([[paneId(0), full(['kept'])]]);
    const { checkpoint } = await store.commit({ draft: titled('a'), contents }, quietCall());
    const stale = { ...titled('b'), panes: checkpoint.panes };
    const next = await store.commit(
      { draft: { ...stale, trigger: 'event' }, contents: nothing },
      quietCall(),
    );
    expect(next.checkpoint.panes[paneId(0)]!.scrollback).toEqual(
      checkpoint.panes[paneId(0)]!.scrollback,
    );
  });

  test('an order that does not ask the clock', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const late = quietCall({ now: () => 4_000_000_000_000 });
    const early = quietCall({ now: () => 1_000 });
    const a = await store.commit({ draft: titled('a'), contents: nothing }, late);
    const b = await store.commit({ draft: titled('b'), contents: nothing }, early);
    expect(b.checkpoint.id < a.checkpoint.id).toBe(true);
    expect(b.checkpoint).toMatchObject({ seq: 2, parent: a.checkpoint.id });
    const history = await store.history();
    expect(history.map((row) => row.kind === 'ok' && row.checkpoint.seq)).toEqual([2, 1]);
    expect((await store.find('')).id).toBe(b.checkpoint.id);
  });

  test('a cancelled save leaves the store as it was, with the reason of its signal', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    await store.commit({ draft: titled('a'), contents: nothing }, quietCall());
    const files = (await readdir(folder, { recursive: true })).toSorted();
    const stop = new AbortController();
    const reason = new Error('the user had enough');
    const call = quietCall({ signal: stop.signal, progress: () => stop.abort(reason) });
    const contents = new Map([[paneId(0), full(numbered(600))]]);
    await expect(store.commit({ draft: titled('b'), contents }, call)).rejects.toBe(reason);
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(files);
  });

  test('a name that is a path is refused before anything is written', async () => {
    await using temporary = await temporaryStore();
    const draft = arrangement({ workspace: '../../escape' });
    await expect(
      temporary.store.commit({ draft, contents: nothing }, quietCall()),
    ).rejects.toMatchObject({
      code: 'NAME_INVALID',
    });
    expect(await temporary.store.workspaces()).toEqual([]);
  });
});

describe('a good save is never replaced by a worse one', () => {
  test('an empty capture is refused and moves nothing', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const good = await store.commit({ draft: arrangement(), contents: nothing }, quietCall());
    const before = await store.workspaces();
    await expect(
      store.commit({ draft: arrangement({ panes: 0 }), contents: nothing }, quietCall()),
    ).rejects.toMatchObject({ code: 'NOTHING_TO_SAVE' });
    expect(await store.workspaces()).toEqual(before);
    expect((await store.find('')).id).toBe(good.checkpoint.id);
  });

  test('losing over 40 % of the panes moves current, keeps last-good and says how to take it', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const good = await store.commit(
      { draft: arrangement({ panes: 10 }), contents: nothing },
      quietCall(),
    );
    const small = await store.commit(
      { draft: arrangement({ panes: 5 }), contents: nothing },
      quietCall(),
    );
    expect(small).toMatchObject({ isNew: true, isLastGood: false });
    expect(small.checkpoint.quality.suspect).toEqual(['shrink']);
    expect(small.notices[0]!.message).toContain('5 of 10 panes');
    expect(small.notices[0]!.fix).toContain(`stet restore ${small.checkpoint.id}`);
    expect(await store.workspaces()).toMatchObject([
      { current: small.checkpoint.id, lastGood: good.checkpoint.id },
    ]);
    expect((await store.find('')).id).toBe(good.checkpoint.id);
    const again = await store.commit(
      { draft: arrangement({ panes: 5 }), contents: nothing },
      quietCall(),
    );
    expect(again).toMatchObject({ isNew: false, isLastGood: false, notices: small.notices });
    const [newest] = await store.history();
    expect(newest).toMatchObject({ kind: 'ok', isSuspect: true });
  });

  test('losing exactly 40 % is believed', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    await store.commit({ draft: arrangement({ panes: 10 }), contents: nothing }, quietCall());
    const next = await store.commit(
      { draft: arrangement({ panes: 6 }), contents: nothing },
      quietCall(),
    );
    expect(next).toMatchObject({ isLastGood: true, notices: [] });
  });

  test.each([
    ['user', true],
    ['exited', true],
    ['stranded', false],
    ['shutdown', false],
  ] as const)(
    'panes that are gone because of "%s" may shrink it: %s',
    async (reason, isLastGood) => {
      await using temporary = await temporaryStore();
      const { store } = temporary;
      const draft = arrangement({ panes: 10 });
      await store.commit({ draft, contents: nothing }, quietCall());
      const closed = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => ({
        id: paneId(index),
        kind: 'pane' as const,
        reason,
        at: draft.createdAt,
      }));
      const next = await store.commit(
        { draft: arrangement({ closed }), contents: nothing },
        quietCall(),
      );
      expect(next.isLastGood).toBe(isLastGood);
    },
  );

  test('a tombstone of a window stands for the panes in it', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const before = arrangement({ panes: 4 });
    await store.commit({ draft: before, contents: nothing }, quietCall());
    const [window = ''] = Object.keys(before.windows);
    const closed = [{ id: window, kind: 'window', reason: 'user', at: before.createdAt } as const];
    const next = await store.commit(
      { draft: arrangement({ closed }), contents: nothing },
      quietCall(),
    );
    expect(next.isLastGood).toBe(true);
  });

  test.each([
    ['stale-host', true],
    ['during-restore', false],
    ['during-shutdown', false],
  ] as const)('a save marked "%s" becomes last-good: %s', async (mark, isLastGood) => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    await store.commit({ draft: titled('a'), contents: nothing }, quietCall());
    const draft = { ...titled('b'), quality: { isComplete: true, suspect: [mark], problems: [] } };
    const next = await store.commit({ draft, contents: nothing }, quietCall());
    expect(next.isLastGood).toBe(isLastGood);
  });

  test('the same state saved again without its doubt becomes last-good', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const draft = arrangement({ suspect: ['during-restore'] });
    const doubted = await store.commit({ draft, contents: nothing }, quietCall());
    expect(doubted.isLastGood).toBe(false);
    const clean = await store.commit({ draft: arrangement(), contents: nothing }, quietCall());
    expect(clean).toMatchObject({ isNew: true, isLastGood: true });
  });

  test('a pre-restore save leaves last-good alone and is found by its reference', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await store.commit({ draft: titled('a'), contents: nothing }, quietCall());
    const options = { keepsLastGood: true, ref: 'pre-restore' as const };
    const before = await store.commit(
      { draft: titled('b'), contents: nothing, options },
      quietCall(),
    );
    expect(before.isLastGood).toBe(false);
    expect(await ref(folder, 'pre-restore')).toBe(before.checkpoint.id);
    expect((await store.find('')).id).toBe(good.checkpoint.id);
    const accepted = await store.commit({ draft: titled('b'), contents: nothing }, quietCall());
    expect(accepted).toMatchObject({ isNew: false, isLastGood: true });
  });

  test('an unchanged pre-restore save points at the checkpoint that is there', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const good = await store.commit({ draft: titled('a'), contents: nothing }, quietCall());
    const options = { keepsLastGood: true, ref: 'pre-restore' as const };
    const same = await store.commit(
      { draft: titled('a'), contents: nothing, options },
      quietCall(),
    );
    expect(same.isNew).toBe(false);
    expect(await ref(folder, 'pre-restore')).toBe(good.checkpoint.id);
  });

  test('the first save of a new boot remembers the last good one before it', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const before = await store.commit({ draft: titled('a'), contents: nothing }, quietCall());
    await store.commit(
      { draft: arrangement({ bootId: 'next-boot', panes: 2 }), contents: nothing },
      quietCall(),
    );
    await store.commit(
      { draft: arrangement({ bootId: 'next-boot', panes: 3 }), contents: nothing },
      quietCall(),
    );
    expect(await ref(folder, 'boot-start')).toBe(before.checkpoint.id);
  });
});
