import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { processesWith } from '../../hosts/leftovers.ts';
import { until } from '../../hosts/until.ts';
import { PrivateHouse } from './private-house.ts';

const CastEvent = z.tuple([z.number(), z.string(), z.string()]);

test('names: the first is "default", others are free ones, and what looks like a path is refused', async () => {
  await using house = await PrivateHouse.make();
  const program = ['sleep', '100'];
  expect((await house.spawn(program)).name).toBe('default');
  expect((await house.spawn(program)).name).toBe('sleep');
  expect((await house.spawn(program)).name).toBe('sleep-2');
  expect((await house.spawn(program, { name: 'my app' })).name).toBe('my-app');
  for (const name of ['../up', 'a/b', '..', '日本', 'x'.repeat(65)]) {
    await expect(house.spawn(program, { name })).rejects.toMatchObject({ code: 'NAME_INVALID' });
  }
  await expect(house.spawn(program, { name: 'default' })).rejects.toMatchObject({
    code: 'SESSION_EXISTS',
    message: "Session 'default' already exists",
    hint: 'Use a different name or kill the existing session first',
  });
});

test('two that spawn the same name at once: one of them gets it', async () => {
  await using house = await PrivateHouse.make();
  const both = ['a', 'b'].map(async () => house.spawn(['sleep', '100'], { name: 'one' }));
  const states = (await Promise.allSettled(both)).map(({ status }) => status);
  expect(states.toSorted((a, b) => a.localeCompare(b))).toEqual(['fulfilled', 'rejected']);
});

test('a session is found by name, id or its beginning; without any, the one used last', async () => {
  await using house = await PrivateHouse.make();
  await expect(house.ask('session.snapshot', { session: 'myapp' })).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
    message: "Session 'myapp' not found",
    hint: "Run 'stet list-sessions' to see available sessions",
  });
  const first = await house.spawn(['sleep', '100'], { name: 'first' });
  await house.spawn(['sleep', '100'], { name: 'second' });
  const latest = async (): Promise<string> => (await house.ask('session.snapshot')).session.name;
  expect(await latest()).toBe('second');
  await house.ask('session.snapshot', { session: first.session_id });
  expect(await latest()).toBe('first');
  await house.ask('session.status', { session: 'second' });
  const id = first.session_id.slice(0, 10);
  expect((await house.ask('session.snapshot', { session: id })).session.name).toBe('first');
});

test('an ended session leaves the list within 500 ms, stays readable, and gives its name back', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['sh', '-c', 'echo evidence; exit 3'], { name: 'job' });
  await house.ask('session.wait', { session: 'job', anyOf: [{ exit: true }] });
  expect((await house.ask('session.list')).sessions).toEqual([]);
  const status = await house.ask('session.status', { session: 'job' });
  expect(status).toMatchObject({
    state: 'exited',
    exit: { exit_code: 3, signal: null, success: false, output_complete: true },
    retention: { total_bytes: 10, retained_bytes: 10, dropped_bytes: 0, truncated: false },
  });
  expect((await house.ask('session.output', { session: 'job' })).content).toBe('evidence\n');
  const waited = await house.ask('session.snapshot', {
    session: 'job',
    awaitChange: 'x',
    settleMs: 5000,
  });
  expect(waited).toMatchObject({ outcome: 'exited', text: 'evidence' });
  await expect(house.ask('session.type', { session: 'job', text: 'x' })).rejects.toMatchObject({
    code: 'SESSION_EXITED',
  });
  await house.spawn(['sleep', '100'], { name: 'job' });
  expect((await house.ask('session.status', { session: 'job' })).state).toBe('running');
});

test('a descendant that would go on does not keep an ended session in the list', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['sh', '-c', "(trap '' HUP; sleep 100) & echo early"], { name: 'job' });
  const exited = await house.ask('session.wait', { session: 'job', anyOf: [{ exit: true }] });
  expect(exited.exit).toMatchObject({ exit_code: 0, killed_by_client: false });
  expect((await house.ask('session.list')).sessions).toEqual([]);
  expect((await house.ask('session.output', { session: 'job' })).content).toBe('early\n');
});

test('the oldest tombstones give way, and each after its time', async () => {
  await using house = await PrivateHouse.make({ tombstones: 2, tombstoneMs: 5000 });
  for (const name of ['a', 'b', 'c']) {
    await house.spawn(['true'], { name });
    await house.ask('session.wait', { session: name, anyOf: [{ exit: true }] });
  }
  await until('the oldest is gone', async () => !(await isKnown(house, 'a')) && []);
  expect(await isKnown(house, 'b')).toBe(true);
  await until('all are gone', async () => !(await isKnown(house, 'c')) && []);
  await until('the holder forgot them', async () => (await house.holder.list()).length === 0 && []);
});

test('there are limits for sessions, for what they keep, and for cells', async () => {
  await using house = await PrivateHouse.make({ sessions: 2, totalRetainBytes: 10_000_000 });
  const program = ['sleep', '100'];
  await house.spawn(program);
  await expect(house.spawn(program, { retainBytes: 9_000_000 })).rejects.toMatchObject({
    code: 'SESSION_LIMIT',
  });
  await house.spawn(program);
  await expect(house.spawn(program)).rejects.toMatchObject({ code: 'SESSION_LIMIT' });
  await expect(house.ask('session.resize', { size: { cols: 65535, rows: 24 } })).rejects.toThrow(
    'too_big',
  );
});

test('a program that cannot be started is a named error, and leaves nothing', async () => {
  await using house = await PrivateHouse.make();
  for (const argv of [['no-such-program'], ['/etc/passwd'], ['/']]) {
    await expect(house.spawn(argv)).rejects.toMatchObject({ code: 'SPAWN_FAILED' });
  }
  await expect(house.spawn(['bash'], { cwd: '/nowhere' })).rejects.toMatchObject({
    code: 'SPAWN_FAILED',
  });
  expect(await readdir(join(house.runtime, 'sessions'))).toEqual([]);
});

test('the environment is the caller’s, told of this terminal alone', async () => {
  await using house = await PrivateHouse.make();
  const env = ['TMUX=x', 'KITTY_WINDOW_ID=1', 'TERM=dumb', 'COLUMNS=7', 'MINE=yes'];
  await house.spawn(['sh', '-c', 'env; sleep 100'], {
    env,
    name: 'seen',
    size: { cols: 120, rows: 60 },
  });
  await house.shows('MINE=yes');
  await house.ask('session.snapshot', { settleMs: 50 });
  const seen = new Set((await house.screen()).split('\n'));
  for (const entry of ['TERM=xterm-256color', 'COLORTERM=truecolor', 'STET_SESSION=seen']) {
    expect(seen).toContain(entry);
  }
  for (const entry of ['TMUX=x', 'KITTY_WINDOW_ID=1', 'COLUMNS=7'])
    expect(seen).not.toContain(entry);
});

test('kill ends the whole family, also one that ignores SIGTERM', async () => {
  await using house = await PrivateHouse.make();
  const script = "trap '' TERM HUP; (trap '' TERM HUP; sleep 1234) & echo up; wait; sleep 1234";
  await house.spawn(['bash', '-c', script]);
  await house.shows('up');
  const { exit } = await house.ask('session.kill');
  expect(exit).toMatchObject({ signal: 'SIGKILL', killed_by_client: true });
  const left = await processesWith(house.mark);
  expect(left.filter(({ argv }) => argv.includes('1234'))).toEqual([]);
});

test('a signal is only sent, to the job in the foreground', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc']);
  await house.ask('session.submit', { text: 'sleep 500; echo code-$?' });
  await until('it sleeps', async () => {
    const { foreground } = await house.ask('session.status');
    return foreground?.argv[0] === 'sleep' && [];
  });
  await house.ask('session.kill', { signal: 'TERM' });
  await house.shows('code-143');
  await expect(house.ask('session.kill', { signal: 'nonsense' })).rejects.toMatchObject({
    code: 'PARAMS_INVALID',
  });
});

test('output is accounted to the byte, and read on from where it was read to', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['sh', '-c', 'seq 1000; read x; seq 3; sleep 100'], { retainBytes: 100 });
  await house.shows('1000');
  const all = Array.from({ length: 1000 }, (_, at) => `${at + 1}\r\n`).join('');
  const first = await house.ask('session.output', { ansi: true });
  expect(Buffer.from(first.content, 'base64').toString()).toBe(all.slice(-100));
  expect(first).toMatchObject({
    total_bytes: all.length,
    retained_bytes: 100,
    dropped_bytes: all.length - 100,
    truncated: true,
  });
  await house.ask('session.key', { keys: 'Enter' });
  await house.shows('3');
  const next = await house.ask('session.output', { ansi: true, since: first.next });
  expect(Buffer.from(next.content, 'base64').toString()).toBe('\r\n1\r\n2\r\n3\r\n');
});

test('a recording is private, plays the same screen, and goes on after a crash', async () => {
  await using house = await PrivateHouse.make();
  const record = join(house.folder, 'demo.cast');
  await house.spawn(['sh', '-c', 'echo one; read x; echo two; sleep 100'], { record });
  await house.shows('one');
  await house.ask('session.resize', { size: { cols: 100, rows: 30 } });
  await house.crash();
  await house.ask('session.key', { keys: 'Enter' });
  await house.shows('two');
  expect((await house.ask('session.status')).recording).toBe(record);
  await house.ask('session.record', {});
  expect((await stat(record)).mode & 0o777).toBe(0o600);
  const [head = '', ...events] = (await readFile(record, 'utf8')).trim().split('\n');
  expect(JSON.parse(head)).toMatchObject({ version: 2, width: 80, height: 24 });
  const shown = events.map((line) => CastEvent.parse(JSON.parse(line)).slice(1));
  const text = shown.flatMap(([kind, data]) => (kind === 'o' ? [data] : [])).join('');
  expect(text).toBe('one\r\n\r\ntwo\r\n');
  expect(shown).toContainEqual(['r', '100x30']);
});

test('what is typed while the terminal does not echo is stored nowhere', async () => {
  await using house = await PrivateHouse.make();
  const record = join(house.folder, 'secret.cast');
  await house.spawn(
    [
      'bash',
      '-c',
      'stty -echo; echo ask; read a; stty echo; read -sp "again: " b; echo; echo done; sleep 100',
    ],
    { record },
  );
  await house.shows('ask');
  await house.ask('session.type', { text: 'hunter2' });
  await house.ask('session.key', { keys: 'h u n t e r 3 Enter' });
  await house.shows('again: ');
  await house.ask('session.submit', { text: 'hunter4', timeoutMs: 300 });
  await house.shows('done');
  await house.crash();
  const states = (await house.holder.list()).map(({ state }) =>
    Buffer.from(state).toString('latin1'),
  );
  const folder = join(house.runtime, 'sessions');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => readFile(join(folder, name), 'latin1')),
  );
  const everything = [...states, ...files, await readFile(record, 'latin1')].join('');
  expect(everything.length).toBeGreaterThan(100);
  expect(everything).not.toContain('hunter');
});

async function isKnown(house: PrivateHouse, session: string): Promise<boolean> {
  return house.ask('session.status', { session }).then(
    () => true,
    () => false,
  );
}
