import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

/** Prints what the terminal says it is, as a word that a shell could read. */
const asks = String.raw`stty raw -echo; printf '\033[c'; IFS= read -rd c R; stty sane; printf 'it is %q\n' "$R"; `;
const xterm = '[?1;2';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

async function spawnOnXterm(name: string, script: string): Promise<void> {
  await world.say('spawn', '-n', name, '--engine', 'xterm', 'bash', '-c', `${asks}${script}`);
}

test('a session runs on the engine that the flag or the variable names, and else on ours', async () => {
  await spawnOnXterm('flag', 'exec cat');
  await world.say('spawn', '-n', 'plain', 'bash', '-c', `${asks}exec cat`);
  world.sandbox.env['STET_ENGINE'] = 'xterm';
  await world.say('spawn', '-n', 'variable', 'bash', '-c', `${asks}exec cat`);
  delete world.sandbox.env['STET_ENGINE'];
  for (const name of ['flag', 'plain', 'variable']) await world.see(name, 'it is');
  expect(await world.screen('flag')).toContain(xterm);
  expect(await world.screen('variable')).toContain(xterm);
  expect(await world.screen('plain')).not.toContain(xterm);
  expect(await world.say('output', '-s', 'flag')).toContain(xterm);
});

test('an engine that stet does not have is refused', async () => {
  expect(await world.refusal('spawn', '--engine', 'vte', 'true')).toMatchObject({
    code: 'OPTION_INVALID',
    exitCode: 2,
  });
});

test(
  'on xterm.js, screen and lines are there after a crash of the daemon',
  { timeout: 240_000 },
  async () => {
    await spawnOnXterm('w', 'seq -f "line %g" 1 60; exec cat');
    await world.see('w', 'line 60');
    await world.say('type', '-s', 'w', 'typed');
    await until('it is echoed', async () => (await world.screen('w')).includes('typed'));
    const before = await world.screen('w');
    await world.killDaemon();
    expect(await world.screen('w')).toBe(before);
    const words = ['snapshot', '-s', 'w', '--scrollback', '-100..'];
    const { scrollback } = await world.ask('session.snapshot', ...words);
    expect(JSON.stringify(scrollback)).toMatch(/"line 1".*"line 2"/);
    await world.say('key', '-s', 'w', 'Enter');
    await until('it goes on', async () => (await world.screen('w')).includes('typed\ntyped'));
  },
);
