import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseRuntimeFolder, openRuntimeFolder, runtimePaths } from './runtime-folder.ts';

let folder = '';
const last = `/tmp/stet-${userInfo().uid}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-runtime-'));
  await mkdir(join(folder, 'run'));
  await mkdir(join(folder, 'home'));
});

afterAll(async () => rm(folder, { recursive: true }));

test('the socket is in STET_SOCKET_DIR, else in XDG_RUNTIME_DIR, else in the home, else in /tmp', () => {
  const [run, home] = [join(folder, 'run'), join(folder, 'home')];
  const all = { STET_SOCKET_DIR: '/chosen', XDG_RUNTIME_DIR: run, HOME: home };
  expect(chooseRuntimeFolder(all)).toBe('/chosen');
  expect(chooseRuntimeFolder({ ...all, STET_SOCKET_DIR: '' })).toBe(join(run, 'stet'));
  expect(chooseRuntimeFolder({ HOME: home })).toBe(join(home, '.stet'));
  expect(chooseRuntimeFolder({ XDG_RUNTIME_DIR: '', HOME: home })).toBe(join(home, '.stet'));
  expect(chooseRuntimeFolder({ HOME: '' })).toBe(last);
  expect(chooseRuntimeFolder({})).toBe(last);
});

test.each(['run', './run', '/no/such/folder', '/proc/self/status', '/x'.repeat(3_000)])(
  'a runtime folder or a home that cannot be ours counts as unset (%#)',
  (path) => {
    expect(chooseRuntimeFolder({ XDG_RUNTIME_DIR: path, HOME: path })).toBe(last);
  },
);

test('a home of somebody else is not used, as under sudo', ({ skip }) => {
  if (process.getuid?.() === 0) skip('everything in / is of root');
  expect(chooseRuntimeFolder({ HOME: '/' })).toBe(last);
});

test('a relative STET_SOCKET_DIR is refused', () => {
  for (const path of ['relative', '.', '../up', '-x', ' /blank']) {
    expect(() => chooseRuntimeFolder({ STET_SOCKET_DIR: path })).toThrow('not an absolute path');
  }
});

test('a hostile name is a name', async () => {
  const hostile = join(folder, "-rf $(id) `x` 'y' \n\u202e;&");
  expect(chooseRuntimeFolder({ STET_SOCKET_DIR: hostile })).toBe(hostile);
  expect((await openRuntimeFolder(hostile)).socket).toBe(join(hostile, 'stet.sock'));
  expect((await stat(hostile)).mode & 0o777).toBe(0o700);
  expect(chooseRuntimeFolder({ STET_SOCKET_DIR: '/a/../b//c' })).toBe('/b/c');
});

test('a path that no socket can have is refused', () => {
  const longest = `/${'x'.repeat(107 - '//holder.sock'.length)}`;
  expect(runtimePaths(longest).folder).toBe(longest);
  expect(() => runtimePaths(`${longest}x`)).toThrow('at most 107 bytes');
});

test('a folder that was there is used as it is, or not at all', async () => {
  const open = join(folder, 'open');
  await mkdir(open, { mode: 0o755 });
  await chmod(open, 0o755);
  await expect(openRuntimeFolder(open)).rejects.toMatchObject({ code: 'SOCKET_UNSAFE' });
  expect((await stat(open)).mode & 0o777).toBe(0o755);
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(openRuntimeFolder(join(file, 'below'))).rejects.toMatchObject({
    code: 'SOCKET_FAILED',
  });
});
