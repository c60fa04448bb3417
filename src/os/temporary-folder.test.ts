import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTemporaryFolder } from './temporary-folder.ts';

let folder = '';
let run = '';
let chosen = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-temporary-'));
  [run, chosen] = [join(folder, 'run'), join(folder, 'tmp')];
  for (const path of [run, chosen]) await mkdir(path);
});

afterAll(async () => rm(folder, { recursive: true }));

test('temporary files lie in the runtime folder, closed to others', async () => {
  const made = await makeTemporaryFolder('x', { XDG_RUNTIME_DIR: run, TMPDIR: chosen });
  expect(dirname(made)).toBe(run);
  expect((await stat(made)).mode & 0o777).toBe(0o700);
});

test.each([undefined, '', '.', 'run', '/no/such/folder', '/proc/self/status', '/x'.repeat(3_000)])(
  'without a runtime folder of ours they lie in TMPDIR (%#)',
  async (path) => {
    const before = await readdir('.');
    const made = await makeTemporaryFolder('x', { XDG_RUNTIME_DIR: path, TMPDIR: chosen });
    expect(dirname(made)).toBe(chosen);
    expect(await readdir('.')).toEqual(before);
  },
);

test.each([undefined, '', '.', '/no/such/folder'])(
  'without a usable TMPDIR they lie in /tmp (%#)',
  async (path) => {
    const made = await makeTemporaryFolder('x', { TMPDIR: path });
    await rm(made, { recursive: true });
    expect(dirname(made)).toBe('/tmp');
  },
);

test('a runtime folder that cannot be written to is left alone', async ({ skip }) => {
  if (process.getuid?.() === 0) skip('root may write anywhere');
  const closed = join(folder, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  const made = await makeTemporaryFolder('x', { XDG_RUNTIME_DIR: closed, TMPDIR: chosen });
  expect(dirname(made)).toBe(chosen);
});
