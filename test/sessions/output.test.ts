import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { STET, World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

test('output is what was rendered; with --ansi it is every byte, in order', async () => {
  const script = String.raw`printf '\e[31mred\e[0m\rRED\r\n'; printf 'b\n'`;
  await world.spawn('w', 'bash', '-c', script);
  await world.say('wait-for', '-s', 'w', '--exit');
  expect(await world.say('output', '-s', 'w')).toBe('RED\nb\n');
  const raw = await world.sandbox.stet(['output', '-s', 'w', '--ansi']);
  expect(raw.stdout).toBe('\u001B[31mred\u001B[0m\rRED\r\r\nb\r\n');
});

test('the newest bytes are kept and every byte is counted', async () => {
  const words = ['spawn', '-n', 'w', '--retain', '100', '--', 'bash', '-c', 'seq 1 5000'];
  await world.say(...words);
  await world.say('wait-for', '-s', 'w', '--exit');
  const kept = await world.ask('session.output', 'output', '-s', 'w', '--ansi');
  const all = Array.from({ length: 5000 }, (_, at) => `${at + 1}\r\n`).join('');
  expect(kept).toMatchObject({
    total_bytes: all.length,
    retained_bytes: 100,
    dropped_bytes: all.length - 100,
    truncated: true,
  });
  expect(Buffer.from(kept.content, 'base64').toString()).toBe(all.slice(-100));
  const { retention } = await world.status('w');
  expect(retention).toMatchObject({ total_bytes: all.length, retained_bytes: 100 });
});

test('with nothing to be kept everything counts as dropped', async () => {
  await world.say('spawn', '-n', 'w', '--retain', '0', '--', 'echo', 'hello');
  await world.say('wait-for', '-s', 'w', '--exit');
  expect(await world.ask('session.output', 'output', '-s', 'w')).toMatchObject({
    total_bytes: 7,
    retained_bytes: 0,
    dropped_bytes: 7,
  });
  expect(await world.screen('w')).toContain('hello');
});

test('since an earlier answer only what is new comes', async () => {
  await world.spawn('w', 'bash', '-c', 'echo one; read -rs; echo two; exec sleep 600');
  await world.see('w', 'one');
  const { next } = await world.ask('session.output', 'output', '-s', 'w', '--ansi');
  await world.say('key', '-s', 'w', 'Enter');
  await world.see('w', 'two');
  const words = ['output', '-s', 'w', '--ansi', '--since', next];
  const fresh = await world.ask('session.output', ...words);
  expect(Buffer.from(fresh.content, 'base64').toString()).toBe('two\r\n');
});

test('--follow prints as it comes and ends with the program', async () => {
  await world.spawn('w', 'bash', '-c', String.raw`printf '\e[1mone\e[0m\n'; read -rs; echo two`);
  await world.see('w', 'one');
  const words = ['output', '-s', 'w', '--follow'];
  const child = spawn(STET, words, {
    env: world.sandbox.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, 'close');
  await until('what was there is printed', () => printed === 'one\n');
  await world.say('key', '-s', 'w', 'Enter');
  expect(await ended).toEqual([0, null]);
  expect(printed).toBe('one\ntwo\n');
});

test('exec gives output, exit status and directory, and keeps what the command changed', async () => {
  await world.spawnShell('w');
  const ran = await world.ask('session.exec', 'exec', '-s', 'w', 'cd /usr; printf "a\\nb"; false');
  expect(ran).toMatchObject({ output: 'a\nb', exit_code: 1, cwd: '/usr', exitCode: 1 });
  const words = await world.ask('session.exec', 'exec', '-s', 'w', 'printf', '%s|', '$HOME', 'a b');
  expect(words).toMatchObject({ output: '$HOME|a b|', exit_code: 0, cwd: '/usr', exitCode: 0 });
  expect(await world.say('exec', '-s', 'w', 'pwd')).toBe('/usr\n');
});

test('how much is kept is a setting: the flag outranks the variable, and what is no number is refused', async () => {
  const keeping = async (name: string, ...flags: readonly string[]): Promise<number> => {
    await world.say('spawn', '--name', name, ...flags, 'bash', '-c', 'seq 1 2000');
    await world.say('wait-for', '-s', name, '--exit');
    const answer = await world.ask('session.output', 'output', '-s', name);
    return answer.retained_bytes;
  };
  world.sandbox.env['STET_RETAIN_BYTES'] = '1000';
  expect(await keeping('by-variable')).toBe(1000);
  expect(await keeping('by-flag', '--retain', '500')).toBe(500);
  for (const wrong of ['many', '-1', '1.5', '268435457']) {
    world.sandbox.env['STET_RETAIN_BYTES'] = wrong;
    expect(await world.refusal('spawn', 'cat')).toMatchObject({
      code: 'OPTION_INVALID',
      exitCode: 2,
    });
  }
  delete world.sandbox.env['STET_RETAIN_BYTES'];
});
