import { chmod, chown, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { openStore, type SavedContents } from './store.ts';
import { quietCall, temporaryFolder, temporaryStore } from './testing/temporary-store.ts';
import { SavedLines } from '../model/saved-lines.ts';

const nothing: ReadonlyMap<string, SavedContents> = new Map();

const hostile: readonly (readonly [string, string])[] = [
  ['a newline and quotes', 'a\nb "c" \'d\' `e`'],
  ['a command', '$(rm -rf ~) #(reboot) %if'],
  ['a leading dash', '-rf'],
  ['a path', '../../../etc/passwd'],
  ['control characters', '\u0000\u0001\u001b[31m\u007f\u0085'],
  ['bytes that are no UTF-8', '/tmp/\udcff\udc80x'],
  ['64 KB', 'x'.repeat(65_536)],
  ['an empty text', ''],
  ['names of JavaScript', '__proto__'],
  ['letters that combine', 'e\u0301 \u{1f469}\u200d\u{1f4bb} \ufeff\u202e'],
];

describe('whatever a host says comes back unchanged', () => {
  test.each(hostile)('%s in titles, directories, arguments and settings', async (_, text) => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const draft = arrangement({
      pane: (pane) => ({
        ...pane,
        title: text,
        cwd: { path: text, source: 'proc' },
        shell: [text, text],
        program: { name: text, argv: [text] },
        settings: { options: { '@stet': text }, hooks: {}, environment: [] },
      }),
    });
    const { checkpoint } = await store.commit({ draft, contents: nothing }, quietCall());
    const reopened = await openStore(folder);
    const { hosts, windows, tabs, panes } = await reopened.read(checkpoint.id);
    expect({ hosts, windows, tabs, panes }).toEqual({
      hosts: draft.hosts,
      windows: draft.windows,
      tabs: draft.tabs,
      panes: draft.panes,
    });
  });

  test('any lines, in any number, with bytes that are no UTF-8', async () => {
    await using temporary = await temporaryStore();
    const { store } = temporary;
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[1m', '\t', '\udcff', '\r', ' '),
    );
    const line = fc.array(piece).map((pieces) => pieces.join('').replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 600 }), async (lines) => {
        const contents = new Map([
          [paneId(0), { lines: SavedLines.of(lines), mode: 'recent' as const, dropped: 7 }],
        ]);
        const { checkpoint } = await store.commit({ draft: arrangement(), contents }, quietCall());
        const { scrollback } = checkpoint.panes[paneId(0)]!;
        expect(scrollback).toMatchObject({ lines: lines.length, mode: 'recent', dropped: 7 });
        expect(await store.readLines(scrollback!)).toEqual({ lines, lostLines: 0 });
      }),
      { numRuns: 60 },
    );
  });

  test('100,000 lines of log take less than a megabyte', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `2026-01-02 03:04:${index % 60} INFO request ${index} done in ${index % 97} ms`,
    );
    const contents = new Map([
      [paneId(0), { lines: SavedLines.of(lines), mode: 'full' as const, dropped: 0 }],
    ]);
    const { checkpoint } = await store.commit({ draft: arrangement(), contents }, quietCall());
    const { scrollback } = checkpoint.panes[paneId(0)]!;
    expect(await store.readLines(scrollback!)).toEqual({ lines, lostLines: 0 });
    const { size } = await stat(join(folder, 'scrollback', scrollback!.segments[0]!.pack));
    expect(size).toBeLessThan(1_000_000);
  });
});

describe('the folder', () => {
  test.each([0o000, 0o022, 0o777])('is closed to others whatever the umask (%i)', async (umask) => {
    const before = process.umask(umask);
    try {
      await using temporary = await temporaryStore();
      const { store, folder } = temporary;
      const contents = new Map([
        [paneId(0), { lines: SavedLines.of(['a']), mode: 'full' as const, dropped: 0 }],
      ]);
      await store.commit({ draft: arrangement({ workspace: 'work' }), contents }, quietCall());
      await store.rename('work', 'other', quietCall());
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        const path = join(entry.parentPath, entry.name);
        const { mode } = await stat(path);
        expect([path, mode & 0o777]).toEqual([path, entry.isDirectory() ? 0o700 : 0o600]);
      }
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(before);
    }
  });

  test('that is open to others is refused, and its mode left alone', async () => {
    await using parent = await temporaryFolder();
    const folder = join(parent.path, 'open');
    await mkdir(folder);
    await chmod(folder, 0o755);
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_UNSAFE' });
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
  });

  test('of another user is refused', async () => {
    await using parent = await temporaryFolder();
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(parent.path, 65_534, 65_534);
    await expect(openStore(isRoot ? parent.path : '/')).rejects.toThrow(
      'it belongs to another user',
    );
  });

  test('reached through a link is as good as the folder itself', async () => {
    await using temporary = await temporaryStore();
    const link = `${temporary.folder}-link`;
    await symlink(temporary.folder, link);
    const store = await openStore(link);
    const { checkpoint } = await store.commit(
      { draft: arrangement(), contents: nothing },
      quietCall(),
    );
    expect((await temporary.store.find('')).id).toBe(checkpoint.id);
  });

  test('that was only read has nothing written to it', async () => {
    await using temporary = await temporaryStore();
    const { store, folder } = temporary;
    expect(await store.workspaces()).toEqual([]);
    expect(await store.history()).toEqual([]);
    expect(await store.newestRestore()).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });
});
