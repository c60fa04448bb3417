import { expect, test } from 'vitest';
import * as z from 'zod';
import { methodKinds } from '../../src/protocol/method-kinds.ts';
import { methodTable, type MethodName } from '../../src/protocol/methods.ts';
import { PROTOCOL } from '../../src/protocol/wire.ts';
import { ask, DaemonWorld, matching } from './daemon-world.ts';

// What only somebody meets who speaks to the socket without our command in between.

const Refused = z.object({ code: z.string() });

async function withCat(): Promise<DaemonWorld> {
  const world = await DaemonWorld.make();
  const env = Object.entries(world.sandbox.env).map(([name, value]) => `${name}=${value}`);
  await ask(world.client(), 'session.spawn', { argv: ['cat'], cwd: world.sandbox.home, env });
  return world;
}

const tooMuch: readonly (readonly [MethodName, object])[] = [
  ['session.scroll', { direction: 'up', amount: 1001 }],
  ['session.scroll', { direction: 'up', amount: 0 }],
  ['session.scroll', { direction: 'sideways', amount: 1 }],
  ['session.key', { keys: 'a', delayMs: 10_001 }],
  ['session.key', { keys: 'a', delayMs: -1 }],
  ['session.resize', { size: { cols: 4097, rows: 10 } }],
  ['session.wait', { anyOf: [{ text: 'x' }], timeoutMs: 86_400_001 }],
  ['session.wait', { anyOf: [] }],
  ['session.spawn', { argv: [], cwd: '/', env: [] }],
  ['session.spawn', { argv: ['cat'], cwd: '/', env: [], retainBytes: 256 * 1024 * 1024 + 1 }],
];

test('the limits are the daemon’s own, whoever asks: what is beyond them does nothing', async () => {
  await using world = await withCat();
  for (const [method, params] of tooMuch) {
    const { status, body } = await world.curl(`/v1/${method}`, '-d', JSON.stringify(params));
    expect([method, status, JSON.parse(body)]).toMatchObject([
      method,
      400,
      { code: 'PARAMS_INVALID', suggestion: matching(/./), exit: 2 },
    ]);
  }
  expect((await ask(world.client(), 'session.list', {})).sessions).toHaveLength(1);
  const { size } = await ask(world.client(), 'session.status', {});
  expect(size).toEqual({ cols: 80, rows: 24 });
  expect((await ask(world.client(), 'session.snapshot', {})).text?.trim()).toBe('');
});

test('fields that nobody knows are passed over, in a request and in what it holds', async () => {
  await using world = await withCat();
  const later = { since: 'stet 9', colour: ['blue'], __proto__: { session: 'nobody' } };
  const typed = await world.curl(
    '/v1/session.type',
    '-d',
    JSON.stringify({ text: 'hello\\r', ...later }),
  );
  expect(typed.status).toBe(200);
  const condition = { text: 'hello', ...later };
  const waited = await world.curl(
    '/v1/session.wait',
    '-d',
    JSON.stringify({ anyOf: [condition], ...later }),
  );
  expect(JSON.parse(waited.body)).toMatchObject({ found: true });
});

test('a character that is cut apart on its way arrives whole', async () => {
  await using world = await withCat();
  const socket = await world.connection();
  const head = 'POST /v1/session.type HTTP/1.1\r\nHost: stet\r\nTransfer-Encoding: chunked\r\n\r\n';
  socket.write(head);
  for (const byte of Buffer.from('{"text":"naïve 日本 🎉\\\\r"}')) {
    await new Promise((resolve) => {
      socket.write(Buffer.from(`1\r\n${String.fromCharCode(byte)}\r\n`, 'latin1'), resolve);
    });
  }
  socket.write('0\r\n\r\n');
  const anyOf = [{ text: 'naïve 日本 🎉' }];
  expect(await ask(world.client(), 'session.wait', { anyOf })).toMatchObject({ found: true });
  socket.destroy();
});

const methods = Object.keys(methodKinds).filter((name): name is MethodName =>
  Object.hasOwn(methodTable, name),
);

test('each method answers every protocol that is spoken here, and refuses others before it acts', async () => {
  await using world = await withCat();
  const { oldestProtocol } = await world.greeting();
  const codeOf = async (method: MethodName, protocol: number): Promise<string> => {
    // what no method takes: it is answered by the method, and does nothing
    const params = JSON.stringify({ session: 'nobody', overrides: 'none' });
    const flags = ['-H', `stet-protocol: ${protocol}`, '-H', 'stet-version: 9.9.9', '-d', params];
    const { body } = await world.curl(`/v1/${method}`, ...flags);
    return Refused.parse(JSON.parse(body)).code;
  };
  expect(methods.length).toBeGreaterThan(30);
  for (const method of methods.filter((name) => name !== 'daemon.stop')) {
    const { since } = methodTable[method];
    expect(since).toBeLessThanOrEqual(PROTOCOL);
    for (let protocol = oldestProtocol; protocol <= PROTOCOL; protocol += 1) {
      expect([method, await codeOf(method, protocol)]).toEqual([method, 'PARAMS_INVALID']);
    }
    for (const protocol of [oldestProtocol - 1, PROTOCOL + 1, Number.NaN]) {
      expect([method, await codeOf(method, protocol)]).toEqual([method, 'DAEMON_VERSION']);
    }
  }
  expect((await ask(world.client(), 'session.list', {})).sessions).toHaveLength(1);
});
