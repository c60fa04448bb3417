import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { STET, World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

test('a recording replays to the very screen that was recorded', async () => {
  const cast = join(world.home, 'menu.cast');
  const drawing = String.raw`printf '\e[2J\e[5;10H\e[1;31mred\e[0m\e[6;10H日本'; sleep 0.2; printf '\e[8;1Hlast'; exec cat`;
  await world.say('spawn', '-n', 'menu', '--record', cast, '--', 'bash', '-c', drawing);
  await world.see('menu', 'last');
  expect((await world.status('menu')).recording).toBe(cast);
  const recorded = await world.say('snapshot', '-s', 'menu', '--format', 'ansi');
  await world.say('record', '-s', 'menu', '--stop');
  await world.spawn('player', 'bash', '-c', `'${STET}' replay '${cast}'; exec sleep 600`);
  await world.see('player', 'last');
  const played = await world.say('snapshot', '-s', 'player', '--format', 'ansi');
  expect(played.trim()).toBe(recorded.trim());
});

test('what is typed while the program hides it is in no recording', async () => {
  const cast = join(world.home, 'secret.cast');
  await world.spawn('login', 'bash', '-c', 'read -rsp Password: x; echo; echo welcome; exec cat');
  await world.see('login', 'Password:');
  await world.say('record', '-s', 'login', cast);
  await world.say('submit', '-s', 'login', 'hunter2');
  await world.see('login', 'welcome');
  await world.say('record', '-s', 'login', '--stop');
  const text = await readFile(cast, 'utf8');
  expect(text).toContain('welcome');
  expect(text).not.toContain('hunter2');
});

test('a recording is not written over', async () => {
  const cast = join(world.home, 'mine.cast');
  await writeFile(cast, 'precious');
  await world.spawn('w', 'cat');
  const refused = await world.refusal('record', '-s', 'w', cast);
  expect(refused.message).toContain('mine.cast');
  expect(await readFile(cast, 'utf8')).toBe('precious');
});

test('a foreign recording plays at its pace, can be hurried, and cannot act', async () => {
  const cast = join(world.home, 'foreign.cast');
  const lines = [
    { version: 2, width: 80, height: 24 },
    [0.1, 'o', 'first\r\n'],
    [2, 'o', '\u001B]52;c;aGk=\u0007\u001B[6n\u001B[?1003hsecond\r\n'],
    [600, 'o', 'third\r\n'],
  ];
  await writeFile(cast, lines.map((line) => JSON.stringify(line)).join('\n'));
  expect(await world.say('replay', cast)).toBe('first\r\nsecond\r\nthird\r\n');
  const startedMs = Date.now();
  const hurry = `'${STET}' replay --speed 10 --idle-limit 5 '${cast}'; echo played; exec sleep 600`;
  await world.spawn('player', 'bash', '-c', hurry);
  await world.see('player', 'played');
  expect(Date.now() - startedMs).toBeGreaterThan(600);
  expect(await world.screen('player')).toContain('third');
  expect((await world.status('player')).modes).toEqual([]);
});

test('a player lets itself be stopped, and gives the terminal back', async () => {
  const cast = join(world.home, 'long.cast');
  const lines = [
    { version: 2, width: 80, height: 24 },
    [0.1, 'o', '\u001B[?1049hfull screen'],
    [3600, 'o', 'never'],
  ];
  await writeFile(cast, lines.map((line) => JSON.stringify(line)).join('\n'));
  await world.spawnShell('player');
  await world.say(
    'submit',
    '-s',
    'player',
    `'${STET}' replay '${cast}'; stty -a | grep -o -- "-*icanon "`,
  );
  await world.see('player', 'full screen');
  await world.say('key', '-s', 'player', 'Ctrl+C');
  await world.see('player', 'icanon');
  expect(await world.screen('player')).not.toContain('-icanon');
  await until('the screen is the first one again', async () => {
    const { modes } = await world.status('player');
    return !modes.includes('alternate-screen');
  });
});
