import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

test('echo, input, directory and exit status are those of a terminal', async () => {
  const words = ['spawn', '-n', 'w', '--cwd', world.sandbox.path('bin'), 'bash', '-c'];
  await world.say(...words, 'pwd; read -r line; echo "got $line"; exit 5');
  await world.see('w', world.sandbox.path('bin'));
  await world.say('type', '-s', 'w', 'hello');
  await world.say('key', '-s', 'w', 'Enter');
  await world.say('wait-for', '-s', 'w', '--exit');
  expect(await world.screen('w')).toContain('hello\ngot hello');
  expect((await world.status('w')).exit).toMatchObject({ exit_code: 5, success: false });
});

test('what ended leaves the list within half a second and stays readable', async () => {
  await world.spawn('short', 'bash', '-c', 'echo final words; exit 2');
  await world.spawn('long', 'cat');
  await world.say('wait-for', '-s', 'short', '--exit');
  await until('it has left the list', async () => !(await world.names()).includes('short'), 1_500);
  expect(await world.names()).toEqual(['long']);
  expect(await world.status('short')).toMatchObject({ state: 'exited', exit: { exit_code: 2 } });
  expect(await world.screen('short')).toContain('final words');
  expect(await world.say('output', '-s', 'short')).toContain('final words');
});

test('input for what has ended is refused with exit code 4', async () => {
  await world.spawn('w', 'true');
  await world.say('wait-for', '-s', 'w', '--exit');
  for (const words of [
    ['type', 'x'],
    ['key', 'a'],
    ['paste', 'x'],
    ['submit', 'x'],
    ['click', '5', '3'],
    ['click', '@e1'],
    ['scroll', 'up'],
    ['resize', '90', '20'],
  ]) {
    const [command = '', ...rest] = words;
    expect(await world.refusal(command, '-s', 'w', ...rest)).toMatchObject({
      code: 'SESSION_EXITED',
      exitCode: 4,
    });
  }
});

test('a name is free again after the end, and the living session is the one that is meant', async () => {
  const first = await world.spawn('w', 'bash', '-c', 'echo first');
  await world.say('wait-for', '-s', 'w', '--exit');
  const second = await world.spawn('w', 'bash', '-c', 'echo second; exec cat');
  await world.see('w', 'second');
  expect((await world.status('w')).id).toBe(second.session_id);
  expect(await world.screen(first.session_id)).toContain('first');
});

test('names: "default" first, a new one when it is taken, none twice', async () => {
  const names = [];
  for (let count = 0; count < 3; count += 1) {
    names.push((await world.ask('session.spawn', 'spawn', 'cat')).name);
  }
  expect(names[0]).toBe('default');
  expect(new Set(names).size).toBe(3);
  expect(await world.refusal('spawn', '--name', 'default', 'cat')).toMatchObject({
    code: 'SESSION_EXISTS',
    exitCode: 6,
  });
});

test('what was killed says so, and by which signal', async () => {
  await world.spawn('w', 'sleep', '600');
  await world.say('kill', '-s', 'w');
  const { state, exit } = await world.status('w');
  expect(state).toBe('exited');
  expect(exit).toMatchObject({ exit_code: null, signal: 'SIGTERM', killed_by_client: true });
});

test('a signal alone leaves a program that takes it', async () => {
  await world.spawn('w', 'bash', '-c', 'trap "echo heard" HUP; while :; do sleep 0.05; done');
  await world.say('wait-for', '-s', 'w', '--stable', '300');
  await world.say('kill', '-s', 'w', '--signal', 'HUP');
  await world.see('w', 'heard');
  expect(await world.names()).toEqual(['w']);
  expect(await world.refusal('kill', '-s', 'w', '--signal', 'NOPE')).toMatchObject({ exitCode: 2 });
});

test('a descendant that holds the terminal does not hide the end of the program', async () => {
  await world.spawn('w', 'bash', '-c', 'trap "" HUP; (sleep 3; echo late) & echo main; exit 0');
  await world.say('wait-for', '-s', 'w', '--exit', '-t', '2500');
  const { state } = await world.status('w');
  expect(state).toBe('exited');
});

test('a program that closes its terminal has not ended', async () => {
  await world.spawn('w', 'bash', '-c', 'echo closing; exec <&- >&- 2>&-; exec sleep 600');
  await world.see('w', 'closing');
  expect(await world.stet('wait-for', '-s', 'w', '--exit', '-t', '400')).toMatchObject({ code: 3 });
  expect(await world.names()).toEqual(['w']);
});

test('a program that nobody reads goes on to its end', async () => {
  await world.spawn('w', 'bash', '-c', 'seq 1 200000; echo all done');
  await world.say('wait-for', '-s', 'w', '--exit', '-t', '30000');
  expect(await world.screen('w')).toContain('all done');
});

test('a quick program keeps its last screen', async () => {
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    await world.spawn(word, 'echo', `said ${word}`);
    expect(await world.screen(word)).toContain(`said ${word}`);
  }
});

test('a session ends, however much others write', async () => {
  const busy = Array.from({ length: 4 }, (_, at) => `busy${at}`);
  await Promise.all(busy.map(async (name) => world.spawn(name, 'yes', 'x'.repeat(70))));
  await world.spawn('w', 'cat');
  const startedMs = Date.now();
  await world.say('kill', '-s', 'w');
  expect(Date.now() - startedMs).toBeLessThan(20_000);
  await Promise.all(busy.map(async (name) => world.say('kill', '-s', name)));
  expect(await world.names()).toEqual([]);
});

test.each([
  [['no-such-program-anywhere'], 'SPAWN_FAILED'],
  [['/etc/passwd'], 'SPAWN_FAILED'],
  [['/'], 'SPAWN_FAILED'],
  [['--cwd', '/no/such/folder', 'cat'], 'SPAWN_FAILED'],
])('spawn %j fails by name, with a way out', async (words, code) => {
  const refused = await world.refusal('spawn', ...words);
  expect(refused).toMatchObject({ code, exitCode: 1 });
  expect(refused.suggestion).not.toBe('');
  expect(await world.names()).toEqual([]);
});

test('hostile words, names and directories arrive unchanged and run nothing', async () => {
  const word = `a"b'c$(touch owned)\`touch owned\`\\\n#(touch owned) é`;
  await world.say(
    'spawn',
    '--name',
    'w',
    '--',
    'bash',
    '-c',
    'printf "%q" "$1"; exec cat',
    'x',
    word,
  );
  expect((await world.status('w')).argv.at(-1)).toBe(word);
  expect(await world.refusal('exec', '-s', 'w', 'true')).toMatchObject({ code: 'SHELL_UNREADY' });
});
