import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findHolder } from './connect-holder.ts';
import { hashOf } from './testing/doomed-owner.ts';
import { FollowedProgram } from './testing/followed-program.ts';
import { HOLDER_SCRIPT, PrivateHolder, untilOrFail } from './testing/private-holder.ts';

const DOOMED_OWNER = fileURLToPath(
  new URL('../../dist/pty/testing/doomed-owner.js', import.meta.url),
);
const FILLER = 'lorem ipsum '.repeat(40);
const KILLS = Number(process.env['STET_OWNER_KILLS'] ?? 12);
const QUERIES = KILLS * 125;
const MS_PER_KILL = 3_000;

test('a new owner takes over, and the one before is told', async () => {
  await using world = await PrivateHolder.make();
  const before = world.holder;
  const program = await world.run(['cat']);
  const holder = await world.reconnect();
  await before.lost;
  await expect(before.list()).rejects.toMatchObject({ code: 'DAEMON_UNREACHABLE' });

  const again = new FollowedProgram(program.id);
  holder.follow(program.id, again);
  await holder.write(program.id, Buffer.from('still here\n'));
  await again.untilText('still here\r\nstill here');
});

test('an owner that lets go loses nothing, and is not told that it lost', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['cat']);
  let isLost = false;
  void world.holder.lost.then(() => (isLost = true));
  world.holder.note('arrangement', Buffer.from('two windows'));
  world.holder.keep(program.id, 0, Buffer.from('state'));
  await world.holder[Symbol.asyncDispose]();

  const holder = await world.reconnect();
  expect(Buffer.from((await holder.readNotes()).get('arrangement') ?? []).toString()).toBe(
    'two windows',
  );
  expect(Buffer.from((await holder.list())[0]?.state ?? []).toString()).toBe('state');
  holder.note('arrangement', Buffer.alloc(0));
  expect((await holder.readNotes()).size).toBe(0);
  expect(isLost).toBe(false);
});

test(
  `${KILLS} owners killed at any moment lose no byte and repeat no answer`,
  async () => {
    await using world = await PrivateHolder.make();
    const program = await world.spawn(['sh', '-c', dialogue()], { env: [`FILLER=${FILLER}`] });
    await world.holder[Symbol.asyncDispose]();
    for (let kill = 0; kill < KILLS; kill += 1) await killAfter(startOwner(world), kill % 5);
    const last = startOwner(world);
    const told = await heard(last, /hash (\d+)\n/);
    await killAfter(last, 0);

    const expected = Buffer.from(expectedText());
    const holder = await world.reconnect();
    const [held] = await holder.list();
    expect(held?.writtenTo).toBe(expected.length);
    expect(Number(told)).toBe(hashOf(expected));
    await holder.forget(program.id);
  },
  20_000 + KILLS * MS_PER_KILL,
);

test('of many that start a holder at once, all find the same one', async () => {
  await using world = await PrivateHolder.make();
  await world.holder.stop();
  await untilOrFail('it has ended', async () => (await findHolder(world.folder)) === undefined);
  const pids = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const holder = await world.another();
      return holder.pid;
    }),
  );
  expect(new Set(pids).size).toBe(1);
});

/** Every query waits for its own answer; any other answer is printed. */
function dialogue(): string {
  return `stty -echo; n=0; while [ $n -lt ${QUERIES} ]; do n=$((n + 1)); echo "$FILLER"; echo Q$n
    read answer; [ "$answer" = $n ] || echo "WRONG $answer"; done; echo OVER`;
}

function expectedText(): string {
  const turns = Array.from({ length: QUERIES }, (_, index) => `${FILLER}\r\nQ${index + 1}\r\n`);
  return `${turns.join('')}OVER\r\n`;
}

function startOwner({ folder }: PrivateHolder): ChildProcess {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, [DOOMED_OWNER, folder, HOLDER_SCRIPT], { stdio: [...stdio] });
}

/** Kills an owner that has kept so many states, while it goes on. */
async function killAfter(owner: ChildProcess, states: number): Promise<void> {
  if (states > 0) await heard(owner, new RegExp(`((?:kept\\n){${states}})`));
  const ended = once(owner, 'exit');
  owner.kill('SIGKILL');
  await ended;
}

async function heard(owner: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of owner.stdout ?? []) {
    text += String(chunk);
    const [, found] = pattern.exec(text) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`The owner ended with ${JSON.stringify(text)}`);
}
