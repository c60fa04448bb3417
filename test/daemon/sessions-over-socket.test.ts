import { expect, test } from 'vitest';
import type { Attached } from '../../src/client/client.ts';
import { until } from '../hosts/until.ts';
import { ask, DaemonWorld, gone } from './daemon-world.ts';

async function spawn(world: DaemonWorld, ...argv: readonly [string, ...string[]]): Promise<void> {
  const env = Object.entries(world.sandbox.env).map(([name, value]) => `${name}=${value}`);
  await ask(world.client(), 'session.spawn', { argv: [...argv], cwd: world.sandbox.home, env });
}

/** A terminal that keeps what it was shown. */
async function attached(
  world: DaemonWorld,
  session: string,
  isWatching = false,
): Promise<Attached & { readonly shown: () => string }> {
  const shown: Buffer[] = [];
  const terminal = await world.client().attach({
    session,
    isWatching,
    size: { columns: 90, rows: 30 },
    show: (bytes) => shown.push(Buffer.from(bytes)),
    signal: AbortSignal.timeout(60_000),
  });
  return { ...terminal, shown: () => Buffer.concat(shown).toString() };
}

test('an attached terminal types, sees, resizes, and learns how the program ended', async () => {
  await using world = await DaemonWorld.make();
  await spawn(world, 'sh', '-c', 'stty -echo; read line; echo "got $line"; stty size; exit 3');
  const terminal = await attached(world, 'default');
  terminal.resize({ columns: 77, rows: 11 });
  await until('the session has the size of the terminal', async () => {
    const { size } = await ask(world.client(), 'session.status', {});
    return size.cols === 77 && size.rows === 11;
  });
  terminal.input(Buffer.from('words\r'));
  expect(await terminal.over).toMatchObject({ exit_code: 3, success: false });
  expect(terminal.shown()).toMatch(/got words\r\n11 77/);
});

test('who only watches neither types nor resizes; who detaches leaves the program alone', async () => {
  await using world = await DaemonWorld.make();
  await spawn(world, 'cat');
  const watcher = await attached(world, 'default', true);
  watcher.input(Buffer.from('not typed'));
  watcher.resize({ columns: 33, rows: 9 });
  await ask(world.client(), 'session.type', { text: 'typed' });
  await until('it is shown', () => watcher.shown().includes('typed'));
  const status = await ask(world.client(), 'session.status', {});
  expect(status.size).toEqual({ cols: 80, rows: 24 });
  expect(watcher.shown()).not.toContain('not typed');
  watcher.detach();
  expect(await watcher.over).toBeUndefined();
  expect((await ask(world.client(), 'session.list', {})).sessions).toHaveLength(1);
});

test('attaching to nothing is an error; a daemon that dies is told to the terminal', async () => {
  await using world = await DaemonWorld.make();
  await expect(attached(world, 'nobody')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  await spawn(world, 'cat');
  const terminal = await attached(world, 'default');
  const { pid } = await world.greeting();
  process.kill(pid, 'SIGKILL');
  await expect(terminal.over).rejects.toMatchObject({ code: 'DAEMON_UNREACHABLE' });
});

test('following passes on all output until the end', async () => {
  await using world = await DaemonWorld.make();
  await spawn(world, 'sh', '-c', 'read go; seq 1 20000');
  const pieces: Buffer[] = [];
  const following = world
    .client()
    .follow(
      { session: 'default', since: '' },
      (bytes) => pieces.push(Buffer.from(bytes)),
      AbortSignal.timeout(60_000),
    );
  await ask(world.client(), 'session.type', { text: 'go\r' });
  await following;
  const lines = Buffer.concat(pieces).toString().split('\r\n').slice(1, -1);
  expect(lines).toEqual(Array.from({ length: 20_000 }, (_, at) => String(at + 1)));
  const nobody = { session: 'nobody', since: '' };
  await expect(
    world.client().follow(nobody, () => undefined, AbortSignal.timeout(10_000)),
  ).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
});

test.each(['kill -9', 'stop --keep-sessions', 'SIGTERM'])(
  'after %s the next daemon goes on with the same session',
  async (way) => {
    await using world = await DaemonWorld.make();
    const client = world.client();
    await spawn(world, 'sh', '-c', 'echo ready; exec cat');
    await ask(client, 'session.wait', { anyOf: [{ text: 'ready' }] });
    await ask(client, 'session.type', { text: 'before\r' });
    const [before] = (await ask(client, 'session.list', {})).sessions;
    const { pid } = await world.greeting();
    if (way === 'kill -9') process.kill(pid, 'SIGKILL');
    else if (way === 'SIGTERM') process.kill(pid, 'SIGTERM');
    else await ask(client, 'daemon.stop', { keepSessions: true });
    await gone(pid);
    await ask(client, 'session.type', { text: 'after\r' });
    await ask(client, 'session.wait', { anyOf: [{ text: 'after' }] });
    const [after] = (await ask(client, 'session.list', {})).sessions;
    expect([after?.id, after?.pid]).toEqual([before?.id, before?.pid]);
    const { text } = await ask(client, 'session.snapshot', {});
    expect(text).toMatch(/^ready\nbefore\nbefore\nafter/);
  },
);

test('stopping ends every session and every process', async () => {
  await using world = await DaemonWorld.make();
  await spawn(world, 'sh', '-c', 'trap "" TERM HUP; echo $$; while :; do read x || sleep 1; done');
  const { pid } = await ask(world.client(), 'session.status', {});
  const daemon = await world.greeting();
  expect(await ask(world.client(), 'daemon.stop', {})).toEqual({ stopped: true, sessions: 1 });
  await gone(pid);
  await gone(daemon.pid);
});
