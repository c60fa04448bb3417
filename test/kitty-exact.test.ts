import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox, type RunningKitty } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb', 'openbox', 'xprop', 'xwininfo', 'xdotool');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

/** Saves, kills without warning and restores. */
async function roundTrip(world: KittySandbox, kitty: RunningKitty): Promise<RunningKitty> {
  await world.sandbox.save('work');
  kitty.kill();
  await world.sandbox.restore('work');
  return world.restored();
}

test('a second restore does nothing, and undo closes what the first one opened', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up();
  await kitty.launch({ type: 'tab' });
  const restored = await roundTrip(world, kitty);
  const before = await restored.facts();
  const again = await world.sandbox.restore('work');
  expect(again.plan.actions).toEqual([]);
  expect(await restored.facts()).toEqual(before);
  const { report } = await world.sandbox.undo();
  expect(report?.failed).toEqual([]);
  await until('kitty has closed', async () => (await world.pids()).length === 0);
});

test('two kitties come back as two, or as one if that is wanted', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitties = [await world.up('--name', 'one'), await world.up('--name', 'two')];
  await sandbox.save('work');
  for (const kitty of kitties) kitty.kill();
  const apart = await sandbox.restore('work', '--dry-run');
  expect(new Set(apart.plan.actions.map(({ host }) => host)).size).toBe(2);
  const { report } = await sandbox.restore('work', '--kitty-restore-together');
  expect(report?.failed).toEqual([]);
  const facts = await (await world.restored()).facts();
  expect(facts.get('one|class and name')).toBe('["kitty", "one"]');
  expect(facts.get('two|class and name')).toBe('["kitty", "two"]');
  expect((await sandbox.restore('work')).plan.actions).toEqual([]);
});

test('a directory whose name is no UTF-8 is entered again', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  const enter = 'd=$(printf "odd \\\\377 x"); mkdir "$d"; cd -- "$d" && exec bash --norc';
  await kitty.launch({ type: 'tab', args: ['sh', '-c', enter] });
  await until('it is there', async () =>
    (await kitty.facts()).get('main:1.0|directory')?.includes('odd'),
  );
  await sandbox.save('work');
  kitty.kill();
  const { report, fidelity } = await sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  const lost = fidelity?.kinds.find(({ kind }) => kind === 'directory')?.lost;
  expect(lost).toEqual([]);
});

test('a closed tab comes back in its place, in the kitty that still runs', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  const middle = await kitty.launch({ type: 'tab', tab_title: 'middle' });
  await kitty.launch({ type: 'tab', tab_title: 'last' });
  await world.sandbox.save('work');
  await kitty.rc('close-tab', { match: `window_id:${middle}` });
  await until('it is closed', async () => !(await tabTitles(kitty)).includes('middle'));
  await world.sandbox.restore('work');
  expect(await tabTitles(kitty)).toEqual(['-', 'middle', 'last']);
});

test('a closed pane comes back in its place in the split', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  await kitty.rc('goto-layout', { layout: 'splits' });
  const right = await kitty.launch({ type: 'window', location: 'vsplit' });
  await kitty.launch({ type: 'window', location: 'hsplit' });
  await kitty.rc('resize-window', { match: `id:${right}`, axis: 'vertical', increment: 4 });
  const before = (await kitty.facts()).get('main:0|split tree and biases');
  await world.sandbox.save('work');
  await kitty.rc('close-window', { match: `id:${right}` });
  await until(
    'it is closed',
    async () => (await kitty.facts()).get('main:0|overlays') === '[[], []]',
  );
  await world.sandbox.restore('work');
  expect((await kitty.facts()).get('main:0|split tree and biases')).toBe(before);
});

test('names, directories and environments of every kind come back and run nothing', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  const names = [
    'new\nline',
    '$HOME',
    '`touch PWNED`',
    '"; touch PWNED; "',
    "it's",
    '-x',
    'é漢字 ',
  ];
  for (const name of names) {
    const cwd = join(sandbox.home, name);
    await mkdir(cwd);
    const trampoline = ['sh', '-c', 'cd -- "$1" && exec bash --norc', 'sh', cwd];
    await kitty.launch({ type: 'tab', tab_title: name, args: trampoline });
  }
  const long = 'x'.repeat(60_000);
  await kitty.launch({ type: 'tab', env: [`SCENE_LONG=${long}`], tab_title: 'long' });
  const before = await until('every shell is where it was sent', async () => {
    const facts = await kitty.facts();
    const home = JSON.stringify(sandbox.home);
    const hasMoved = names.every((_, at) => facts.get(`main:${at + 1}.0|directory`) !== home);
    const hasValue = facts.get(`main:${names.length + 1}.0|environment`)?.includes('SCENE_LONG');
    return hasMoved && hasValue === true && facts;
  });
  const after = await (await roundTrip(world, kitty)).facts();
  const compared = [...before.keys()].filter((place) =>
    /pinned tab title|directory|environment|tab order/.test(place),
  );
  expect(compared.map((place) => [place, after.get(place)])).toEqual(
    compared.map((place) => [place, before.get(place)]),
  );
  const litter = await sandbox.run(['find', sandbox.home, '-name', '*PWNED*', '-type', 'f']);
  expect(litter.stdout.toString()).toBe('');
});

test('a value of more than 64 KB comes back whole', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  const setter = sandbox.path('long.py');
  await writeFile(setter, LONG_TITLE);
  await kitty.kitten(setter);
  const restored = await roundTrip(world, kitty);
  const title = (await restored.facts()).get('main:0|pinned tab title') ?? '';
  expect(title).toBe(JSON.stringify('T'.repeat(70_000)));
});

const LONG_TITLE = `
from kittens.tui.handler import result_handler
def main(args): pass
@result_handler(no_ui=True)
def handle_result(args, answer, window, boss):
    boss.active_tab.set_title('T' * 70000)
`;

test('ten thousand lines of output are the same, byte for byte', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  const script = world.sandbox.path('print.sh');
  await writeFile(script, PRINT);
  const pane = await kitty.launch({
    type: 'tab',
    args: ['bash', '--norc', '-c', `. ${script}; exec bash --norc`],
  });
  await until('it is printed', async () => (await kitty.text(pane)).includes('the end'));
  const before = (await kitty.facts()).get('main:1.0|text');
  const restored = await roundTrip(world, kitty);
  const after = (await restored.facts()).get('main:1.0|text');
  expect(before?.length).toBeGreaterThan(500_000);
  expect(after === before).toBe(true);
});

const PRINT = String.raw`
for i in $(seq 1 10000); do printf '\033[3%dmLINE %d \033[1;4mbold\033[0m é漢字 \033[38;2;%d;20;30mtrue\033[m\n' $((i%7)) $i $((i%255)); done
printf '\033]8;;http://example.com\033\\link\033]8;;\033\\ end\n%0300d\n\033[4:3mcurly\033[0m\nthe end\n' 7
`;

test('bash keeps its integration and reads its files, and its shell level stays', async () => {
  await using world = await KittySandbox.make(display, 'shell_integration enabled\nshell bash\n');
  const { sandbox } = world;
  await writeFile(join(sandbox.home, '.bashrc'), "alias greet='echo alias works'\nPS1='ready> '\n");
  const kitty = await world.up('--name', 'main');
  const pane = Number((await ids(kitty))[0]);
  await kitty.shows(pane, 'ready>');
  sandbox.env['SHLVL'] = '7';
  const restored = await roundTrip(world, kitty);
  const [again] = await ids(restored);
  await restored.shows(Number(again), 'ready>');
  await restored.type(
    Number(again),
    'greet; shopt -qo posix || echo not posix; echo level $SHLVL\n',
  );
  await restored.shows(Number(again), '\nalias works\nnot posix\nlevel 1\n');
  const { checkpoint } = await sandbox.show('work');
  expect(Object.values(checkpoint.panes)[0]?.shell).toEqual(['bash']);
});

test('titles that nobody pinned follow the program again', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  const pane = Number((await ids(kitty))[0]);
  await kitty.type(pane, String.raw`printf '\033]2;first\007'` + '\n');
  await until(
    'it is titled',
    async () => (await kitty.facts()).get('main:0.0|dynamic title') === '"first"',
  );
  const restored = await roundTrip(world, kitty);
  expect((await restored.facts()).get('main:0.0|dynamic title')).toBe('"first"');
  expect((await restored.facts()).get('main:0.0|pinned title')).toBe('null');
  const [again] = await ids(restored);
  await restored.type(Number(again), String.raw`printf '\033]2;second\007'` + '\n');
  await until(
    'it follows',
    async () => (await restored.facts()).get('main:0.0|dynamic title') === '"second"',
  );
});

test('a secret in the environment of a pane is never written down', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  await kitty.launch({ type: 'tab', env: ['MY_TOKEN=do-not-keep', 'SCENE=keep'] });
  const { checkpoint } = await world.sandbox.save('work');
  const path = world.sandbox.state;
  const found = await world.sandbox.run(['grep', '-rl', 'do-not-keep', path]);
  expect(found.stdout.toString()).toBe('');
  expect(checkpoint.panes).toBe(2);
});

test('windows come back where they stood, as large, and maximized or full screen', async () => {
  await using managed = await PrivateDisplay.start(true);
  await using world = await KittySandbox.make(managed);
  const kitty = await world.up('--name', 'plain');
  await kitty.launch({ type: 'os-window', os_window_name: 'large' });
  await kitty.launch({ type: 'os-window', os_window_name: 'full' });
  const [plain, large, full] = await ids(kitty);
  await kitty.rc('resize-os-window', { match: `id:${large}`, action: 'toggle-maximized' });
  await kitty.rc('resize-os-window', { match: `id:${full}`, action: 'toggle-fullscreen' });
  await kitty.rc('resize-os-window', {
    match: `id:${plain}`,
    action: 'resize',
    unit: 'pixels',
    width: 700,
    height: 500,
    incremental: false,
  });
  const [window = ''] = await platformIds(kitty);
  await managed.run('xdotool', 'windowmove', '--sync', window, '321', '234');
  const before = await until('they are arranged', async () => {
    const seen = await placements(kitty, managed);
    const text = seen.join();
    return /FULLSCREEN/.test(text) && /MAXIMIZED/.test(text) && /700x500/.test(text) && seen;
  });
  const restored = await roundTrip(world, kitty);
  const after = await until('they are arranged again', async () => {
    const seen = await placements(restored, managed);
    return seen.join() === before.join() && seen;
  });
  expect(after).toEqual(before);
});

/** Where X sees each OS window, in what state. */
async function placements(
  kitty: RunningKitty,
  { run }: Pick<PrivateDisplay, 'run'>,
): Promise<readonly string[]> {
  const windows = await platformIds(kitty);
  return Promise.all(
    windows.map(async (id) => {
      const geometry = await run('xwininfo', '-id', id);
      const state = await run('xprop', '-id', id, '_NET_WM_STATE');
      const [, x] = /Absolute upper-left X: +(-?\d+)/.exec(geometry) ?? [];
      const [, y] = /Absolute upper-left Y: +(-?\d+)/.exec(geometry) ?? [];
      const [, width] = /Width: (\d+)/.exec(geometry) ?? [];
      const [, height] = /Height: (\d+)/.exec(geometry) ?? [];
      const states = state.match(/FULLSCREEN|MAXIMIZED_\w+/g) ?? [];
      return `${x},${y} ${width}x${height} ${states.join(' ')}`;
    }),
  );
}

async function platformIds(kitty: RunningKitty): Promise<readonly string[]> {
  const listing = String(await kitty.rc('ls', {}));
  return [...listing.matchAll(/"platform_window_id": (\d+)/g)].map(([, id = '']) => id);
}

async function ids(kitty: RunningKitty): Promise<readonly string[]> {
  const listing = String(await kitty.rc('ls', {}));
  return [...listing.matchAll(/"id": (\d+),\s*"is_active_window"/g)].map(([, id = '']) => id);
}

async function tabTitles(kitty: RunningKitty): Promise<readonly string[]> {
  return z.array(z.string()).parse(JSON.parse((await kitty.facts()).get('main|tab order') ?? '[]'));
}
