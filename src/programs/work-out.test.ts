import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stampOf } from '../os/file-stamp.ts';
import { until } from '../os/until.ts';
import { Archive } from './archive.ts';
import { filesBelow, type NamedFiles } from './transcript.ts';

let home = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-names-'));
  for (const project of ['p', 'q']) {
    await mkdir(join(home, project));
    await writeFile(join(home, project, `${project}.jsonl`), '');
  }
});

afterEach(async () => rm(home, { recursive: true }));

function look(): NamedFiles {
  return filesBelow(home, new Archive());
}

async function settled(): Promise<void> {
  const signal = AbortSignal.timeout(15_000);
  const folders = [home, join(home, 'p'), join(home, 'q')];
  await until(() => folders.every((folder) => stampOf(folder).isSettled), { signal });
}

test('what is in folders is worked out again when one of them has changed, and only then', async () => {
  await settled();
  const first = look();
  expect([...first.keys()]).toEqual(['p.jsonl', 'q.jsonl']);
  expect(look()).toBe(first);
  await rename(join(home, 'p', 'p.jsonl'), join(home, 'p', 'o.jsonl'));
  expect([...look().keys()]).toEqual(['o.jsonl', 'q.jsonl']);
  await rm(join(home, 'q'), { recursive: true });
  expect([...look().keys()]).toEqual(['o.jsonl']);
  await writeFile(join(home, 'q'), 'not a folder');
  expect([...look().keys()]).toEqual(['o.jsonl']);
  await rm(join(home, 'q'));
  await mkdir(join(home, 'q'));
  await writeFile(join(home, 'q', 'new.jsonl'), '');
  expect([...look().keys()]).toEqual(['o.jsonl', 'new.jsonl']);
});

test('changes that follow each other faster than a file system tells time are all seen', async () => {
  for (let round = 0; round < 300; round += 1) {
    await rename(
      join(home, 'p', round === 0 ? 'p.jsonl' : `${round}`),
      join(home, 'p', `${round + 1}`),
    );
    expect([...look().keys()]).toEqual([`${round + 1}`, 'q.jsonl']);
  }
});
