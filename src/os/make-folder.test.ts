import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'stet-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder is made with those above it, once', () => {
  const path = join(folder, 'a', 'b', 'c');
  expect(makeFolder(path, 0o700)).toBe(true);
  expect(makeFolder(path, 0o700)).toBe(false);
  for (const made of [path, join(folder, 'a')]) expect(statSync(made).mode & 0o777).toBe(0o700);
});

test('a file that stands in the way is refused', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST');
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR');
});

test('a place where nothing can be made is refused at once', () => {
  expect(() => makeFolder('/proc/no/such')).toThrow('ENOENT');
});
