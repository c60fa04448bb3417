import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type KeptKind, keptKinds, keptTable } from './hosts/kept-kinds.ts';
import { buildKittyScene } from './hosts/kitty-scene.ts';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox, type RunningKitty } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';

needs('kitty', 'Xvfb', 'vim', 'import', 'xprop');

const ROOT = join(import.meta.dirname, '..');
const WATCHER = `watcher ${join(ROOT, 'kitty', 'stet_watcher.py')}\n`;

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

/** Builds the scene, saves it, kills it, restores it, and compares fact by fact. */
async function killAndRestore(conf: string, name: string): Promise<readonly KeptKind[]> {
  await using world = await KittySandbox.make(display, conf);
  const { sandbox } = world;
  await writeFile(join(sandbox.path('config', 'kitty'), 'gate.py'), GATE);
  sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const kitty = await world.up('--name', 'zero');
  await buildKittyScene(world, kitty);
  const before = await factsOf(kitty);
  expect(before.get('three|font size')).toBe('13.5');
  expect(before.get('three:1.0|prompt marks')).toBe('["A", "C"]');
  await photograph(`kitty-${name}-before`);

  const { checkpoint } = await sandbox.save('work');
  kitty.kill();
  const { report } = await sandbox.restore('work');
  const after = await factsOf(await world.restored());
  await photograph(`kitty-${name}-after`);

  const kinds = keptKinds(before, after);
  const { windows, tabs, panes, lines } = checkpoint;
  const counts = `${windows} OS windows, ${tabs} tabs, ${panes} panes, ${lines} lines of scrollback`;
  process.stdout.write(`\n${name}: ${counts}\n${keptTable(kinds)}\n`);
  expect(report?.failed).toEqual([]);
  return kinds;
}

/** What is told from inside kitty, and how X names its windows. */
async function factsOf(kitty: RunningKitty): Promise<ReadonlyMap<string, string>> {
  const windows = Listing.parse(JSON.parse(String(await kitty.rc('ls', {}))));
  const titles = await Promise.all(
    windows.map(async ({ platform_window_id: id, wm_name: name }) => {
      const title = await display.run('xprop', '-id', String(id), '_NET_WM_NAME');
      return [`${name}|title`, title.trim()] as const;
    }),
  );
  return new Map([...(await kitty.facts()), ...titles]);
}

const Listing = z.array(z.object({ platform_window_id: z.int(), wm_name: z.string() }));

/** A picture of the display, kept with what else a test run leaves for people to look at. */
async function photograph(name: string): Promise<void> {
  const folder = join(ROOT, '.artifacts');
  await mkdir(folder, { recursive: true });
  await display.run('import', '-window', 'root', join(folder, `${name}.png`));
}

test('a killed kitty comes back as it was', async () => {
  const kinds = await killAndRestore('', 'remote-control');
  expect(kinds.flatMap(({ lost }) => lost)).toEqual([]);
});

test('a killed kitty that was entered by the watcher comes back as it was', async () => {
  const kinds = await killAndRestore(`${KEEPS_STET_OUT}${WATCHER}`, 'watcher');
  expect(kinds.flatMap(({ lost }) => lost)).toEqual([]);
});

test('of a kitty that stet may only list, comes back what the list tells', async () => {
  const kinds = await killAndRestore(KEEPS_STET_OUT, 'list');
  const whole = kinds.filter(({ kept, total }) => kept === total).map(({ kind }) => kind);
  expect(whole).toEqual(expect.arrayContaining(TOLD_BY_THE_LIST));
});

/** Anybody may do anything but run stet's part inside kitty. */
const KEEPS_STET_OUT = 'allow_remote_control password\nremote_control_password "" gate.py\n';

const GATE = `
def is_cmd_allowed(pcmd, window, from_socket, extra_data):
    kitten = (pcmd.get('payload') or {}).get('kitten') or ''
    return not kitten.endswith('stet_kitten.py')
`;

const TOLD_BY_THE_LIST = [
  'OS windows',
  'class and name',
  'active tab',
  'focused',
  'layout and options',
  'enabled layouts',
  'tall and fat biases',
  'grid biases',
  'split tree and biases',
  'directory',
];
