import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampOf } from '../os/file-stamp.ts';
import { until } from '../os/until.ts';
import { measureFiles } from './measure.ts';

test('a transcript that was written anew is measured anew, with its old size and time too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-measure-'));
  try {
    const path = join(folder, 'a.jsonl');
    const write = async (day: number): Promise<void> => {
      await writeFile(
        path,
        `{"timestamp":"2026-05-0${day}T10:00:00.000Z","total_tokens":${day}0}\n`,
      );
      await utimes(path, 1, 1);
    };
    await write(1);
    await until(() => stampOf(path).isSettled, { signal: AbortSignal.timeout(15_000) });
    const first = await measureFiles([path]);
    expect(first).toMatchObject({ lastMessageAt: Date.UTC(2026, 4, 1, 10), tokens: 10 });
    expect(await measureFiles([path])).toEqual(first);
    await write(2);
    const second = { ...first, lastMessageAt: Date.UTC(2026, 4, 2, 10), tokens: 20 };
    expect(await measureFiles([path])).toEqual(second);
    await rm(path);
    expect(await measureFiles([path])).toEqual({});
  } finally {
    await rm(folder, { recursive: true });
  }
});
