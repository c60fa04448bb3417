import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openRuntimeFolder, type RuntimePaths } from '../../src/os/runtime-folder.ts';
import { processesWith } from '../hosts/leftovers.ts';
import { until } from '../hosts/until.ts';
import { ask, DaemonWorld, gone, matching } from './daemon-world.ts';
import { readsLittle } from './reads-little.ts';

const STET = fileURLToPath(new URL('../../dist/main/stet.cjs', import.meta.url));

test('of twenty commands at once, one starts the daemon, and all are served by it', async () => {
  await using world = await DaemonWorld.make();
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const told = await world.sandbox.refusal(['kill', '-s', 'nobody']);
      expect(told.code).toBe('SESSION_NOT_FOUND');
      return (await world.greeting()).pid;
    }),
  );
  expect(new Set(answers).size).toBe(1);
  const daemons = await until('one daemon is left', async () => {
    const running = await processesWith(world.paths.folder);
    const found = running.filter(({ argv }) => /stet-daemon|daemon\.c?js/.test(argv));
    return found.length === 1 && found;
  });
  expect(daemons[0]?.pid).toBe(answers[0]);
});

test('the socket and its folder are private', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  expect((await stat(world.paths.socket)).mode & 0o777).toBe(0o600);
  expect((await stat(world.paths.folder)).mode & 0o777).toBe(0o700);
});

test('a daemon that nobody needs ends by itself and takes its socket along', async () => {
  await using world = await DaemonWorld.make({ STET_IDLE_STOP_SECONDS: '1' });
  const pid = await world.daemonPid();
  await world.disconnect();
  await gone(pid);
  expect(await readdir(world.paths.folder)).not.toContain('stet.sock');
});

test('a daemon stays as long as somebody is connected', async () => {
  await using world = await DaemonWorld.make({ STET_IDLE_STOP_SECONDS: '1' });
  const pid = await world.daemonPid();
  const connection = await world.connection();
  const since = performance.now();
  await world.disconnect();
  await until('three idle periods are over', async () => performance.now() - since > 3_000);
  expect((await world.greeting()).pid).toBe(pid);
  connection.destroy();
});

test('after kill -9 the next call starts another daemon, whatever it is', async () => {
  await using world = await DaemonWorld.make();
  const client = world.client();
  await ask(client, 'workspace.list', {});
  for (const method of ['workspace.list', 'config.show'] as const) {
    const { pid } = await world.greeting();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    await ask(client, method, {});
    expect((await world.greeting()).pid).not.toBe(pid);
  }
});

test('a command that would write is not repeated when its answer is lost', async () => {
  await using world = await DaemonWorld.make();
  await using dying = await dyingDaemon(world.paths);
  const client = world.unstartedClient();
  await expect(ask(client, 'workspace.delete', { target: 'nothing' })).rejects.toMatchObject({
    code: 'DAEMON_UNREACHABLE',
    hint: matching(/Look whether it was done/),
  });
  expect(dying.requests).toBe(1);
  await expect(ask(client, 'workspace.list', {})).rejects.toMatchObject({
    code: 'DAEMON_UNREACHABLE',
  });
  expect(dying.requests).toBe(3);
});

test('what a daemon hung up on before it had read it is asked again, whatever it is', async () => {
  await using world = await DaemonWorld.make();
  await using server = await readsLittle(world.paths);
  const text = 'x'.repeat(1024 * 1024);
  const typed = await ask(world.unstartedClient(), 'session.type', { text });
  expect(typed).toMatchObject({ session: { name: 'x' } });
  expect(server.connections).toBe(2);
});

test('while the daemon is stopped again and again, what is typed arrives, and once', async () => {
  await using world = await DaemonWorld.make({ STET_SAVE_ON_QUIT: 'false' });
  const argv = ['sh', '-c', 'stty raw -echo; exec cat >typed'];
  const cwd = world.sandbox.home;
  await ask(world.client(), 'session.spawn', { argv, cwd, env: [], name: 's' });
  const over = new AbortController();
  const typists = [world.client(), world.client(), world.client()].map(async (client) => {
    let count = 0;
    for (; !over.signal.aborted; count += 1) {
      await ask(client, 'session.type', { session: 's', text: 'x' });
    }
    return count;
  });
  for (let turn = 0; turn < 4; turn += 1) {
    await ask(world.client(), 'daemon.stop', { keepSessions: true });
    await ask(world.client(), 'session.list', {});
  }
  over.abort();
  const counts = await Promise.all(typists);
  const all = counts.reduce((sum, count) => sum + count, 0);
  await until('all is typed', async () => (await stat(join(cwd, 'typed'))).size >= all);
  expect((await stat(join(cwd, 'typed'))).size).toBe(all);
});

test('a daemon that stops answers first what it is about to', async () => {
  await using world = await DaemonWorld.make({ STET_SAVE_ON_QUIT: 'false' });
  const cwd = world.sandbox.home;
  await ask(world.client(), 'session.spawn', { argv: ['cat'], cwd, env: [] });
  const { pid } = await world.greeting();
  const anyOf = [{ text: 'never' }];
  const waiting = ask(world.unstartedClient(), 'session.wait', { anyOf, timeoutMs: 100 });
  await Promise.all([
    expect(waiting).resolves.toMatchObject({ outcome: 'deadline' }),
    ask(world.unstartedClient(), 'daemon.stop', { keepSessions: true }),
  ]);
  await gone(pid);
});

/** Something at the socket that takes requests and goes away without an answer. */
async function dyingDaemon(
  paths: RuntimePaths,
): Promise<AsyncDisposable & { readonly requests: number }> {
  await openRuntimeFolder(paths.folder);
  let requests = 0;
  const server = createServer((socket) => {
    socket.once('data', () => {
      requests += 1;
      socket.destroy();
    });
  });
  server.listen(paths.socket);
  await once(server, 'listening');
  return {
    get requests() {
      return requests;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

test('SIGTERM ends the daemon and leaves nothing behind', async () => {
  await using world = await DaemonWorld.make();
  const pid = await world.daemonPid();
  process.kill(pid, 'SIGTERM');
  await gone(pid);
  expect(await readdir(world.paths.folder)).not.toContain('stet.sock');
});

test('stet stop answers, and then there is no daemon; stopping again starts none', async () => {
  await using world = await DaemonWorld.make();
  const pid = await world.daemonPid();
  expect(await world.sandbox.stet(['stop', '--json'])).toMatchObject({ code: 0 });
  await gone(pid);
  const again = await world.sandbox.stet(['stop', '--json']);
  expect(JSON.parse(again.stdout)).toEqual({ stopped: false, sessions: 0 });
});

test('stet daemon serves in the foreground, and a second one says that there is one', async () => {
  await using world = await DaemonWorld.make();
  const running = world.sandbox.run([process.execPath, STET, 'daemon']);
  const { pid } = await until('it answers', async () => world.greeting().catch(() => undefined));
  expect(await world.sandbox.refusal(['daemon'])).toMatchObject({ code: 'DAEMON_BUSY', exit: 3 });
  process.kill(pid, 'SIGINT');
  expect((await running).code).toBe(0);
});
