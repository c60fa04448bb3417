import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LINES } from '../../src/protocol/wire.ts';
import { ask, DaemonWorld, gone, matching } from './daemon-world.ts';

const POST = ['-X', 'POST'];

function spawning(world: DaemonWorld, ...argv: readonly string[]): object {
  const env = Object.entries(world.sandbox.env).map(([name, value]) => `${name}=${value}`);
  return { argv, cwd: world.sandbox.home, env };
}

test('curl can do it all: start a program, type, read the screen, and get errors with a way out', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const started = await world.curl(
    '/v1/session.spawn',
    '-d',
    JSON.stringify(spawning(world, 'cat')),
  );
  expect(started).toMatchObject({ status: 200, body: matching(/"name":"default"/) });
  await world.curl('/v1/session.type', '-d', '{"text":"hello\\r"}');
  const waited = await world.curl('/v1/session.wait', '-d', '{"anyOf":[{"text":"hello"}]}');
  expect(JSON.parse(waited.body)).toMatchObject({ found: true });
  const { body } = await world.curl('/v1/session.snapshot', '-d', '{"format":"text"}');
  expect(body).toContain('hello');

  const refusals: readonly (readonly [string, readonly string[], number, string])[] = [
    ['/v1/session.status', ['-d', '{"session":"nobody"}'], 404, 'SESSION_NOT_FOUND'],
    ['/v1/session.fly', POST, 404, 'METHOD_UNKNOWN'],
    ['/v1/session.type', ['-d', '{"text":5}'], 400, 'PARAMS_INVALID'],
    ['/v1/session.type', ['-d', '{"text":'], 400, 'REQUEST_INVALID'],
    ['/v1/session.type', ['-d', '[]'], 400, 'REQUEST_INVALID'],
    ['/v1/session.list', [], 400, 'REQUEST_INVALID'],
    ['/', POST, 400, 'REQUEST_INVALID'],
  ];
  for (const [path, flags, status, code] of refusals) {
    const refused = await world.curl(path, ...flags);
    expect([path, refused.status]).toEqual([path, status]);
    expect(JSON.parse(refused.body)).toMatchObject({ code, suggestion: matching(/./) });
  }
});

test('the daemon describes itself', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const { body } = await world.curl('/v1/openapi.json');
  expect(JSON.parse(body)).toMatchObject({ openapi: '3.1.0', info: { version: '0.1.0' } });
});

test('a page in a browser is refused, whatever it asks', async () => {
  await using world = await DaemonWorld.make();
  await world.daemonPid();
  const origin = ['-H', 'Origin: https://evil.example'];
  const upgrade = ['-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket'];
  for (const flags of [POST, [...POST, '-d', '{}'], upgrade]) {
    const path = flags === upgrade ? '/v1/attach' : '/v1/session.list';
    expect(await world.curl(path, ...flags, ...origin)).toMatchObject({
      status: 403,
      body: matching(/"code":"ORIGIN_REFUSED"/),
    });
  }
});

test('a caller that accepts lines is told how it goes, and then the result', async () => {
  await using world = await DaemonWorld.make();
  await ask(world.client(), 'session.spawn', {
    argv: ['cat'],
    cwd: world.sandbox.home,
    env: [],
  });
  const accept = ['-H', `Accept: ${LINES}`];
  const saved = await world.curl('/v1/workspace.save', ...POST, ...accept);
  const lines = saved.body.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(0, -1)) expect(JSON.parse(line)).toHaveProperty('progress.step');
  expect(JSON.parse(lines.at(-1) ?? '')).toHaveProperty('result.checkpoint.id');
  const failed = await world.curl('/v1/workspace.restore', '-d', '{"target":"none"}', ...accept);
  expect(JSON.parse(failed.body)).toMatchObject({ error: { code: 'WORKSPACE_NOT_FOUND' } });

  const steps: string[] = [];
  await world
    .client()
    .call(
      'workspace.save',
      {},
      { signal: AbortSignal.timeout(60_000), onProgress: ({ step }) => void steps.push(step) },
    );
  expect(steps).not.toEqual([]);
});

test('a client of a protocol that is not spoken here learns what to do, and can stop the daemon', async () => {
  await using world = await DaemonWorld.make();
  const pid = await world.daemonPid();
  const newer = world.client({ protocol: 99, version: '9.0.0' });
  await expect(ask(newer, 'session.list', {})).rejects.toMatchObject({
    code: 'DAEMON_VERSION',
    message: matching(/stet 9\.0\.0 speaks protocol 99/),
    hint: matching(/stop --keep-sessions/),
  });
  expect(await ask(world.client({ version: '0.0.9' }), 'session.list', {})).toEqual({
    sessions: [],
  });
  expect(await ask(newer, 'daemon.stop', { keepSessions: true })).toMatchObject({ stopped: true });
  await gone(pid);
});

test('the caller decides where its workspaces are, not the daemon', async () => {
  await using world = await DaemonWorld.make();
  const { sandbox } = world;
  await ask(world.client(), 'session.spawn', { argv: ['cat'], cwd: sandbox.home, env: [] });
  const elsewhere = { ...sandbox.env, XDG_STATE_HOME: sandbox.path('elsewhere') };
  const other = world.client({ caller: { pid: process.pid, env: elsewhere } });
  await ask(other, 'workspace.save', { name: 'mine' });
  const namesOf = async (client: typeof other): Promise<readonly string[]> =>
    (await ask(client, 'workspace.list', {})).map(({ name }) => name);
  expect(await namesOf(other)).toEqual(['mine']);
  expect(await namesOf(world.client())).not.toContain('mine');
});

test('who stops waiting is not waited for', async () => {
  await using world = await DaemonWorld.make();
  const client = world.client();
  const { sandbox } = world;
  await ask(client, 'session.spawn', { argv: ['cat'], cwd: sandbox.home, env: [] });
  const giveUp = new AbortController();
  const waiting = ask(
    client,
    'session.wait',
    { anyOf: [{ text: 'never' }], timeoutMs: 3_600_000 },
    giveUp.signal,
  );
  giveUp.abort(new Error('I have no time'));
  await expect(waiting).rejects.toThrow('I have no time');
  expect((await ask(client, 'session.list', {})).sessions).toHaveLength(1);
});

test('stet pipe answers in order, and by id what has one', async () => {
  await using world = await DaemonWorld.make();
  const { sandbox } = world;
  const requests = [
    { method: 'session.spawn', params: spawning(world, 'cat') },
    { id: 'slow', method: 'session.wait', params: { anyOf: [{ text: 'later' }] } },
    { method: 'session.type', params: { text: 'later\r' } },
    { method: 'session.type', params: { session: 'nobody', text: 'x' } },
    { id: 4, method: 'session.fly' },
  ];
  const lines = [...requests.map((request) => JSON.stringify(request)), 'no JSON', ''];
  const file = sandbox.path('requests');
  await writeFile(file, lines.join('\n'));
  const { stdout } = await sandbox.run([
    '/bin/sh',
    '-c',
    `${sandbox.commandLine('pipe')} <${file}`,
  ]);
  const answers = stdout.toString().trimEnd().split('\n');
  expect(answers).toHaveLength(6);
  expect(answers).toContainEqual(matching(/^\{"id":"slow","result":\{"found":true/));
  expect(answers).toContainEqual(matching(/^\{"id":4,"error":\{.*"METHOD_UNKNOWN"/));
  expect(answers.filter((line) => !line.startsWith('{"id"'))).toEqual([
    matching(/"Started 'default'"/),
    matching(/^\{"result":\{"session"/),
    matching(/"SESSION_NOT_FOUND"/),
    matching(/"REQUEST_INVALID"/),
  ]);
});

test('stet pipe has many requests under way without a word of Node', async () => {
  await using world = await DaemonWorld.make();
  const { sandbox } = world;
  const cwd = sandbox.home;
  await ask(world.client(), 'session.spawn', { argv: ['cat'], cwd, env: [] });
  const params = { anyOf: [{ text: 'never' }], timeoutMs: 300 };
  const lines = Array.from({ length: 40 }, (_, id) =>
    JSON.stringify({ id, method: 'session.wait', params }),
  );
  const file = sandbox.path('requests');
  await writeFile(file, lines.join('\n'));
  const line = `${sandbox.commandLine('pipe')} <${file}`;
  const { stdout, stderr } = await sandbox.run(['/bin/sh', '-c', line]);
  expect(stdout.toString().match(/"outcome": ?"deadline"/g)).toHaveLength(40);
  expect(stderr.toString()).toBe('');
});
