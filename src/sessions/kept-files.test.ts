import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SealedPage } from '../term/terminal.ts';
import { OutputRing } from './core/output-ring.ts';
import { PageFile } from './core/page-file.ts';
import { RingFile } from './core/ring-file.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-kept-'));
});

afterEach(async () => rm(folder, { recursive: true }));

function page(firstLine: number, size = 10): SealedPage {
  return {
    firstLine,
    startsInside: firstLine % 2 === 1,
    bytes: new Uint8Array(size).fill(firstLine),
  };
}

test('pages come back up to the place that was kept, and what was written after it is cut off', () => {
  const base = join(folder, 'p_a');
  const file = new PageFile(base);
  file.add(page(0));
  file.add(page(7));
  const place = file.update(0);
  file.add(page(12));
  file.update(0);
  const next = new PageFile(base, place);
  expect(next.load()).toEqual([page(0), page(7)]);
  next.add(page(20));
  expect(new PageFile(base, next.update(0)).load()).toEqual([page(0), page(7), page(20)]);
});

test('a cleared history leaves nothing behind, and the file before lasts until the next place', async () => {
  const file = new PageFile(join(folder, 'p_a'));
  file.add(page(0));
  const before = file.update(0);
  file.clear();
  expect(new PageFile(join(folder, 'p_a'), before).load()).toEqual([page(0)]);
  file.add(page(5));
  const after = file.update(5);
  expect(new PageFile(join(folder, 'p_a'), after).load()).toEqual([page(5)]);
  expect(await readdir(folder)).toHaveLength(1);
});

test('files of lines that were let go make room', async () => {
  const file = new PageFile(join(folder, 'p_a'));
  const sizeBytes = async (): Promise<number> => {
    const names = await readdir(folder);
    const found = await Promise.all(names.map(async (name) => stat(join(folder, name))));
    return found.reduce((sum, { size }) => sum + size, 0);
  };
  let place = file.update(0);
  for (let line = 0; line < 40; line += 1) {
    file.add(page(line, 1 << 20));
    place = file.update(line - 5);
  }
  // 5 MiB count; what the place before may still name stays as well.
  expect(await sizeBytes()).toBeLessThan(17 << 20);
  const lines = new PageFile(join(folder, 'p_a'), place).load().map(({ firstLine }) => firstLine);
  expect(lines.slice(-6)).toEqual([34, 35, 36, 37, 38, 39]);
  expect(lines.length).toBeLessThan(12);
});

test('what a killed daemon had begun to write counts for nothing', () => {
  const base = join(folder, 'p_a');
  const file = new PageFile(base);
  for (let line = 0; line < 4; line += 1) file.add(page(line * 2, 1 << 20));
  const place = file.update(0);
  file.add(page(100, 1 << 20));
  file.update(0);
  const next = new PageFile(base, place);
  expect(next.load().map(({ firstLine }) => firstLine)).toEqual([0, 2, 4, 6]);
  next.add(page(8));
  const lines = new PageFile(base, next.update(0)).load().map(({ firstLine }) => firstLine);
  expect(lines).toEqual([0, 2, 4, 6, 8]);
});

test('where nothing can be written, what is given up is not missed later', async () => {
  const file = new PageFile(join(folder, 'missing', 'p_a'));
  file.add(page(0));
  expect(() => file.update(0)).toThrow('ENOENT');
  expect(new PageFile(join(folder, 'missing', 'p_a'), file.abandon()).load()).toEqual([]);
  await mkdir(join(folder, 'missing'));
  file.add(page(9));
  expect(new PageFile(join(folder, 'missing', 'p_a'), file.update(0)).load()).toEqual([page(9)]);
});

test('a ring that was written further than it was kept is right again after the same bytes', () => {
  const path = join(folder, 'p_a.output');
  const bytes = Uint8Array.from({ length: 250 }, (_, at) => at);
  const ring = new OutputRing(100);
  const file = new RingFile(path);
  for (let at = 0; at < 250; at += 25) {
    ring.append(bytes.slice(at, at + 25));
    file.update(ring);
  }
  const again = new RingFile(path, 200).load(100, 200, 100);
  again.append(bytes.slice(200));
  expect([...again.read()]).toEqual(Array.from(bytes.slice(150)));
  expect(again.accounting).toEqual(ring.accounting);
});
