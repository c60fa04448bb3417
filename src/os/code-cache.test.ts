import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCode, writeCode } from './code-cache.ts';

const SOURCE = Buffer.from('say("one")');
const CODE = { code: Buffer.from('compiled\nwith any bytes'), commands: ['list', 'save'] };
let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-code-'));
  path = join(folder, 'cache', 'command.cjs');
});

afterEach(() => rm(folder, { recursive: true }));

test('code that was kept is there for the same source', () => {
  writeCode(path, SOURCE, CODE);
  expect(readCode(path, SOURCE)).toEqual(CODE);
});

test('another source of the same length has no code', () => {
  writeCode(path, SOURCE, CODE);
  expect(readCode(path, Buffer.from('say("two")'))).toBeUndefined();
});

test('damaged code is no code', async () => {
  writeCode(path, SOURCE, CODE);
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, -1));
  expect(readCode(path, SOURCE)).toBeUndefined();
  await writeFile(path, bytes.with(bytes.length - 1, 0));
  expect(readCode(path, SOURCE)).toBeUndefined();
  await writeFile(path, '');
  expect(readCode(path, SOURCE)).toBeUndefined();
});

test('code that others may write is not run', async () => {
  writeCode(path, SOURCE, CODE);
  await chmod(path, 0o620);
  expect(readCode(path, SOURCE)).toBeUndefined();
});

test('where nothing can be kept, nothing fails', async () => {
  await mkdir(path, { recursive: true });
  writeCode(path, SOURCE, CODE);
  writeCode(join(folder, 'cache', 'command.cjs', 'file', '\0'.repeat(300)), SOURCE, CODE);
  expect(readCode(path, SOURCE)).toBeUndefined();
});
