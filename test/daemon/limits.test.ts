import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { ask, DaemonWorld } from './daemon-world.ts';

const FLOOD = Number(process.env['STET_TEST_CONNECTIONS'] ?? 2_000);
const GIB = 1024 ** 3;

/** Everything that arrives until the other side closes. */
async function wordsOf(socket: Socket): Promise<string> {
  const chunks: string[] = [];
  socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  return chunks.join('');
}

test('a request that says it has a gigabyte is refused before any of it is sent', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const socket = await world.connection();
  socket.write(`POST /v1/workspace.list HTTP/1.1\r\nHost: stet\r\nContent-Length: ${GIB}\r\n\r\n`);
  const said = await wordsOf(socket);
  expect(said).toContain('413');
  expect(said).toContain('"code":"REQUEST_TOO_LARGE"');
  expect(said).toContain('"suggestion":');
});

test('a request that turns out to have a gigabyte is cut off long before its end', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const socket = await world.connection();
  socket.write(
    'POST /v1/workspace.list HTTP/1.1\r\nHost: stet\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const answer = wordsOf(socket);
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  let sentBytes = 0;
  while (!socket.destroyed && sentBytes < GIB) {
    socket.write(`${chunk.length.toString(16)}\r\n`);
    socket.write(chunk);
    const hasRoom = socket.write('\r\n');
    sentBytes += chunk.length;
    if (!hasRoom) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => 0);
  }
  expect(await answer).toContain('"code":"REQUEST_TOO_LARGE"');
  expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  expect(await ask(world.client(), 'workspace.list', {})).toEqual([]);
});

test('curl reads the refusal of what it sends, and so does our own client before it sends', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const { sandbox, paths } = world;
  const line = `head -c ${64 * 1024 * 1024} /dev/zero | curl -s --unix-socket ${paths.socket} --data-binary @- http://stet/v1/workspace.list`;
  const { stdout } = await sandbox.run(['/bin/sh', '-c', line]);
  expect(JSON.parse(stdout.toString())).toMatchObject({ code: 'REQUEST_TOO_LARGE', exit: 2 });
  const name = 'x'.repeat(17 * 1024 * 1024);
  await expect(ask(world.client(), 'workspace.log', { name })).rejects.toMatchObject({
    code: 'REQUEST_TOO_LARGE',
  });
});

test('half a request is given up, and nobody else waits for it', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const beginnings = ['', 'POST /v1/workspace.list HTTP/1.1\r\nHost:'];
  const halves = await Promise.all(beginnings.map(async () => world.connection()));
  halves.forEach((socket, at) => socket.write(beginnings[at] ?? ''));
  const answers = halves.map(wordsOf);
  expect(await ask(world.client(), 'workspace.list', {})).toEqual([]);
  for (const said of await Promise.all(answers)) {
    expect(said).toContain('504');
    expect(said).toContain('"code":"TIMED_OUT"');
  }
});

test('what is no HTTP gets an answer with a way out', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const socket = await world.connection();
  socket.write('\u0000\u0001 hello\r\n\r\n');
  const said = await wordsOf(socket);
  expect(said).toContain('"code":"REQUEST_INVALID"');
  const long = await world.curl('/v1/ping', '-H', `x: ${'y'.repeat(100_000)}`);
  expect(JSON.parse(long.body)).toMatchObject({ code: 'REQUEST_TOO_LARGE' });
});

test('whoever is one too many reads why, however it comes', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  await world.disconnect();
  const sockets = await Promise.all(Array.from({ length: 512 }, async () => world.connection()));
  for (let turn = 0; turn < 40; turn += 1) {
    const client = world.unstartedClient();
    await expect(ask(client, 'session.type', { text: 'x' })).rejects.toMatchObject({
      code: 'DAEMON_BUSY',
    });
    await client[Symbol.asyncDispose]();
  }
  for (const socket of sockets) socket.destroy();
});

test('a refusal is read by one that has much more to send', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const text = 'x'.repeat(4 * 1024 * 1024);
  for (let turn = 0; turn < 20; turn += 1) {
    const client = world.client({ protocol: 99 });
    await expect(ask(client, 'session.type', { text })).rejects.toMatchObject({
      code: 'DAEMON_VERSION',
    });
  }
});

test(`${FLOOD} connections at once do no harm: the session goes on being used`, async () => {
  await using world = await DaemonWorld.make();
  const pid = await world.daemonPid();
  const client = world.client();
  await ask(client, 'session.spawn', { argv: ['cat'], cwd: world.sandbox.home, env: [] });
  const use = async (word: string): Promise<void> => {
    await ask(client, 'session.submit', { text: word });
    expect(await ask(client, 'session.wait', { anyOf: [{ text: word }] })).toMatchObject({
      found: true,
    });
  };
  const sockets: Socket[] = [];
  const refusals: string[] = [];
  let failed = 0;
  for (let at = 0; at < FLOOD; at += 1) {
    const socket = connect(world.paths.socket);
    socket.setEncoding('utf8').on('data', (text: string) => refusals.push(text));
    // a full backlog is the kernel's way to refuse
    socket.on('error', () => (failed += 1));
    sockets.push(socket);
    if (at % 100 === 99) await use(`word-${at}`);
  }
  await until('most are refused', () => refusals.length + failed >= FLOOD - 512);
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.every((text) => text.includes('"code":"DAEMON_BUSY"'))).toBe(true);
  await use('the last one');
  for (const socket of sockets) socket.destroy();
  await until('new callers are served again', async () =>
    world.greeting().then(
      (greeting) => greeting.pid === pid,
      () => false,
    ),
  );
});
