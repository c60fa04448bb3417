import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findHolder } from './connect-holder.ts';
import type { Holder } from './holder.ts';
import { serveHolder } from './serve-holder.ts';
import { FollowedProgram } from './testing/followed-program.ts';
import { type HolderVersions, holderVersions } from './wire/owner-frames.ts';

/** A holder of another stet than its owner; at its end nothing runs. */
async function withHolder(
  versions: HolderVersions,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stet-holder-'));
  const ending = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const { signal } = ending;
  await new Promise<void>((ready, failed) => {
    ended = serveHolder({ folder, versions, ready, log: silently, signal });
    ended.catch(failed);
  });
  try {
    await work(folder);
  } finally {
    ending.abort();
    await ended;
    await rm(folder, { recursive: true });
  }
}

function silently(): void {}

async function owner(folder: string, versions: HolderVersions): Promise<Holder> {
  const holder = await findHolder(folder, versions);
  if (holder === undefined) throw new Error('No holder runs');
  return holder;
}

async function startCat(holder: Holder): Promise<FollowedProgram> {
  const { pid } = await holder.spawn('p_1', {
    file: '/bin/cat',
    argv: ['cat'],
    cwd: '/',
    env: [],
    size: { columns: 80, rows: 24 },
    about: Buffer.alloc(0),
  });
  return new FollowedProgram('p_1', pid);
}

const pairs = [
  { what: 'an older holder', holds: { oldest: 1, newest: 4 }, owns: { oldest: 4, newest: 5 } },
  { what: 'a newer holder', holds: { oldest: 4, newest: 5 }, owns: { oldest: 3, newest: 4 } },
  { what: 'its own holder', holds: holderVersions, owns: holderVersions },
];

test.each(pairs)('a daemon and $what understand each other', async ({ holds, owns }) => {
  await withHolder(holds, async (folder) => {
    const first = await owner(folder, holds);
    await startCat(first);
    const next = await owner(folder, owns);
    const [held] = await next.list();
    const program = new FollowedProgram('p_1', held?.pid);
    next.follow('p_1', program);
    await next.write('p_1', Buffer.from('still here\n'));
    await program.untilText('still here\r\nstill here');
    expect(program.text).toBe('still here\r\nstill here\r\n');
    await next[Symbol.asyncDispose]();
  });
});

const strangers = [
  { what: 'much older', holds: { oldest: 1, newest: 3 }, owns: { oldest: 5, newest: 6 } },
  { what: 'much newer', holds: { oldest: 5, newest: 6 }, owns: { oldest: 1, newest: 3 } },
];

test.each(strangers)('a $what holder keeps its sessions and its owner', async ({ holds, owns }) => {
  await withHolder(holds, async (folder) => {
    const first = await owner(folder, holds);
    const program = await startCat(first);
    first.follow('p_1', program);
    await expect(findHolder(folder, owns)).rejects.toMatchObject({
      code: 'DAEMON_VERSION',
      hint: `They run on. Use the stet that started them; or end them all: 'kill ${first.pid}'`,
    });
    await first.write('p_1', Buffer.from('well\n'));
    await program.untilText('well\r\nwell');
    await first[Symbol.asyncDispose]();
  });
});
