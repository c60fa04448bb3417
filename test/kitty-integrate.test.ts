import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { Sandbox } from './hosts/sandbox.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test.each(['', 'font_size 12\n', 'font_size 12', '# a\n\nfont_size 12\n\n'])(
  'taking the integration back leaves kitty.conf %j as it was',
  async (text) => {
    await using sandbox = await Sandbox.make();
    sandbox.env['KITTY_CONFIG_DIRECTORY'] = sandbox.home;
    const conf = join(sandbox.home, 'kitty.conf');
    await writeFile(conf, text, { mode: 0o640 });
    expect((await sandbox.stet(['integrate', 'kitty', '--yes'])).code).toBe(0);
    const changed = await readFile(conf, 'utf8');
    expect(changed).toMatch(/^watcher \/.*\/kitty\/stet_watcher\.py$/m);
    const again = await sandbox.stet(['integrate', 'kitty', '--yes']);
    expect(again.stdout).toContain('Nothing to change');
    await sandbox.stet(['integrate', 'kitty', '--remove', '--yes']);
    expect(await readFile(conf, 'utf8')).toBe(text);
    expect((await stat(conf)).mode & 0o777).toBe(0o640);
  },
);

test('the change is shown, and nothing is written unasked', async () => {
  await using sandbox = await Sandbox.make();
  sandbox.env['KITTY_CONFIG_DIRECTORY'] = sandbox.path('config', 'kitty');
  const seen = await sandbox.stet(['integrate', 'kitty', '--dry-run']);
  expect(seen.stdout).toMatch(/^\+ watcher .*stet_watcher\.py$/m);
  const refusal = await sandbox.refusal(['integrate', 'kitty']);
  expect(refusal.code).toBe('USAGE');
  await expect(readFile(sandbox.path('config', 'kitty', 'kitty.conf'))).rejects.toThrow('ENOENT');
});

test('after the integration a kitty without remote control is saved whole', async () => {
  await using world = await KittySandbox.make(display, 'allow_remote_control no\n');
  const { sandbox } = world;
  expect((await sandbox.stet(['integrate', 'kitty', '--yes'])).code).toBe(0);
  await world.start();
  await until('it is saved', async () => (await sandbox.stet(['save', 'work'])).code === 0);
  const { checkpoint } = await sandbox.show('work');
  expect(checkpoint.quality.problems).toEqual([]);
});

test('--live enters a kitty that runs already, and what it runs is left alone', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  const before = await kitty.facts();
  const told = await sandbox.stet(['integrate', 'kitty', '--live', '--yes']);
  expect(told.stdout).toContain(`Entered kitty:${kitty.socket}`);
  expect(await readdir(join(sandbox.runtime, 'stet'))).toEqual([`kitty-${kitty.pid}.sock`]);
  expect(await kitty.facts()).toEqual(before);
});
