import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSettledAt, stampOf, stampOfAll } from './file-stamp.ts';
import { until } from './until.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-stamp-'));
  file = join(folder, 'file');
  await writeFile(file, 'one');
});

afterEach(async () => rm(folder, { recursive: true }));

test('what was written just now may still change unseen, whatever time it says', async () => {
  expect(stampOf(file).isSettled).toBe(false);
  await utimes(file, 1, 1);
  expect(stampOf(file).isSettled).toBe(false);
  const tomorrow = Date.now() / 1_000 + 86_400;
  await utimes(file, tomorrow, tomorrow);
  expect(stampOf(file).isSettled).toBe(false);
  expect(stampOfAll([process.execPath, join(folder, 'none')]).isSettled).toBe(true);
  expect(stampOfAll([process.execPath, file]).isSettled).toBe(false);
});

test('a settled file that is written anew has another state, with the old size and time too', async () => {
  await utimes(file, 1, 1);
  await until(() => stampOf(file).isSettled, { signal: AbortSignal.timeout(15_000) });
  const { state } = stampOf(file);
  expect(stampOf(file).state).toBe(state);
  await writeFile(file, 'two');
  await utimes(file, 1, 1);
  const second = stampOf(file).state;
  expect(second).not.toBe(state);
  await writeFile(join(folder, 'other'), 'six');
  await utimes(join(folder, 'other'), 1, 1);
  await rename(join(folder, 'other'), file);
  expect([state, second]).not.toContain(stampOf(file).state);
  await rm(file);
  expect(stampOf(file).state).toBe('');
});

test('where a file system tells only seconds, a file has to be older', () => {
  const now = 1_800_000_010_000;
  const changed = (ns: bigint): boolean => isSettledAt(now, { mtimeNs: ns, ctimeNs: ns });
  expect(changed(1_800_000_008_000_000_000n)).toBe(false);
  expect(changed(1_800_000_006_000_000_000n)).toBe(true);
  expect(changed(1_800_000_008_123_456_789n)).toBe(true);
  expect(changed(1_800_000_009_123_456_789n)).toBe(false);
  expect(isSettledAt(now, { mtimeNs: 0n, ctimeNs: 1_800_000_009_123_456_789n })).toBe(false);
});
