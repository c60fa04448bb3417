import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox, type RunningKitty } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb', 'less');

/** What kitty-save-session gets wrong, and the test that shows that stet does not. */
const DEFECTS: Readonly<Record<string, string>> = {
  '1 nothing is saved with kitty 0.26': 'a killed kitty comes back as it was',
  '2 socket files are taken for pids': 'a save writes session files where the old scripts did',
  '3 one instance overwrites the other': 'a save writes session files where the old scripts did',
  '4 a crash empties the save': 'one of three kitties that was killed stays in the save',
  '5 a fresh kitty after a reboot takes its place': 'a fresh kitty after a reboot does not take',
  '6 one stalled kitty spoils the save': 'a kitty whose remote control is held costs two seconds',
  '7 saves are not atomic': 'by kill -9 in the middle of saving leaves a whole store',
  '8 half a save counts as one': 'a kitty that dies in the middle of a save costs itself alone',
  '9 restored is taken for inactive, twice is double': 'and prune spares what was restored',
  '10 one directory for all panes': 'a killed kitty comes back as it was',
  '11 a newline in a variable ends the restore': 'a variable of several lines comes back',
  '12 quotes are lost and secrets kept': 'a secret in the environment of a pane is never written',
  '13 variables of the old window live on': 'a restored pane has the variables of its own window',
  '14 words fall apart': 'words with blanks and quotes stay words',
  '15 a newline becomes a directive': 'what a session file cannot say is left out and told',
  '16 bash becomes bash --posix': 'bash keeps its integration and reads its files',
  '17 only the head of a pipeline': 'a killed kitty comes back as it was',
  '18 no shell below a program': 'below a restored program there is its shell',
  '19 everything runs again': 'a program on no list does not run again',
  '20 titles are pinned': 'titles that nobody pinned follow the program again',
  '21 the last tab is the active one': 'a killed kitty comes back as it was',
  '22 splits are lost': 'a killed kitty comes back as it was',
  '23 overlays become panes': 'a killed kitty comes back as it was',
  '24 sizes, looks and output are lost': 'windows come back where they stood',
};

test.each(Object.entries(DEFECTS))('defect %s has a test: %s', (_, title) => {
  const folders = [import.meta.dirname, join(import.meta.dirname, '..', 'src', 'store')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts') && name !== 'kitty-seed-defects.test.ts')
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const own = readFileSync(join(import.meta.dirname, 'kitty-seed-defects.test.ts'), 'utf8');
  // A test that runs whenever its file does: no comment, and neither skipped nor left for later.
  const call = new RegExp(
    String.raw`^ *test(?:\.each\([\s\S]{0,400}?\))?\(\s*'[^'\n]*${title}`,
    'm',
  );
  const homes = [own, ...files].filter((text) => call.test(text));
  expect(homes).toHaveLength(1);
  expect(homes[0]).not.toMatch(/\b(?:test|describe)\.(?:skip|only|todo|runIf)/);
});

const KittyDump = z.array(
  z.looseObject({
    platform_window_id: z.int(),
    tabs: z.array(
      z.looseObject({
        windows: z.array(z.looseObject({ id: z.int(), pid: z.int(), cwd: z.string() })),
      }),
    ),
  }),
);

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

async function roundTrip(world: KittySandbox, kitty: RunningKitty): Promise<RunningKitty> {
  await world.sandbox.save('work');
  kitty.kill();
  await world.sandbox.restore('work');
  return world.restored();
}

/** What stands in the shell that a user calls stet from. */
const OF_THE_CALLER = {
  TMUX: '/tmp/elsewhere,1,0',
  TMUX_PANE: '%7',
  WINDOWID: '4711',
  KITTY_WINDOW_ID: '99',
  KITTY_PID: '1',
  PWD: '/somewhere/else',
  OLDPWD: '/somewhere/before',
  SHLVL: '7',
  _: '/usr/bin/caller',
};

test('a restored pane has the variables of its own window', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  await kitty.launch({ type: 'os-window' });
  const first = await kitty.launch({ type: 'tab' });
  await kitty.rc('close-window', { match: `id:${first - 1}` });
  await sandbox.save('work');
  kitty.kill();
  await sandbox.ask('workspace.restore', ['restore', 'work'], OF_THE_CALLER);
  const restored = await world.restored();
  const listed = KittyDump.parse(JSON.parse(String(await restored.rc('ls', {}))));
  const seen = await Promise.all(
    listed.flatMap(({ tabs, platform_window_id: own }) =>
      tabs.flatMap(({ windows }) =>
        windows.map(async ({ id, pid, cwd }) => {
          const text = await readFile(`/proc/${pid}/environ`, 'utf8');
          const entries = text.split('\0').map((line) => /^([^=]*)=([\s\S]*)$/.exec(line) ?? []);
          return { id, cwd, own, env: new Map(entries.map(([, name, value]) => [name, value])) };
        }),
      ),
    ),
  );
  expect(seen).toHaveLength(2);
  for (const { id, cwd, own, env } of seen) {
    expect(env.get('KITTY_WINDOW_ID')).toBe(String(id));
    expect(env.get('KITTY_PID')).toBe(String(restored.pid));
    expect(env.get('KITTY_LISTEN_ON')).toBe(`unix:${restored.socket}`);
    expect(env.get('WINDOWID')).toBe(String(own));
    expect([undefined, cwd]).toContain(env.get('PWD'));
    expect(env.get('_')).not.toBe(OF_THE_CALLER['_']);
    expect(env.get('OLDPWD')).not.toBe(OF_THE_CALLER.OLDPWD);
    expect(env.get('SHLVL')).not.toBe('8');
    for (const name of ['TMUX', 'TMUX_PANE']) expect(env.has(name)).toBe(false);
  }
});

test('a variable of several lines comes back, and with it the whole window', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up('--name', 'main');
  const value = 'one\nlaunch touch /tmp/never\n\n "a b" \'c\' $ `d`';
  await kitty.launch({ type: 'tab', env: [`SEVERAL_LINES=${value}`] });
  expect(await severalLines(kitty)).toEqual([undefined, `SEVERAL_LINES=${value}`]);
  expect(await severalLines(await roundTrip(world, kitty))).toEqual([
    undefined,
    `SEVERAL_LINES=${value}`,
  ]);
});

/** The variable as the process of each pane was given it, in kitty's order. */
async function severalLines(own: RunningKitty): Promise<readonly (string | undefined)[]> {
  const listing = String(await own.rc('ls', {}));
  const pids = [...listing.matchAll(/"pid": (\d+),\s*"title"/g)].map(([, pid]) => pid);
  const texts = pids.map(async (pid) => readFile(`/proc/${pid}/environ`, 'utf8'));
  return (await Promise.all(texts)).map((text) =>
    text.split('\0').find((line) => line.startsWith('SEVERAL_LINES=')),
  );
}

test('a kitty whose remote control is held costs two seconds, and the other is saved', async () => {
  await using world = await KittySandbox.make(display);
  const [held] = [await world.up(), await world.up()];
  await world.sandbox.save('work');
  let startedAt = performance.now();
  await world.sandbox.save('work');
  const plainMs = performance.now() - startedAt;
  const client = createConnection(held.socket);
  const list = '\u001BP@kitty-cmd{"cmd":"ls","version":[0,14,2],"payload":{}}\u001B\\';
  client.once('connect', () => client.write(list));
  await once(client, 'data');
  startedAt = performance.now();
  const saved = await world.sandbox.save('work');
  const heldMs = performance.now() - startedAt;
  client.destroy();
  expect(saved).toMatchObject({ exit: 3, isLastGood: true, checkpoint: { panes: 2 } });
  // The old scripts took 34 s; twice the time of a save is what a loaded machine may add.
  expect(heldMs).toBeLessThan(2_000 + 2 * plainMs);
});

test('words with blanks and quotes stay words', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const file = join(sandbox.home, "it's a file");
  await writeFile(file, 'what it says\n');
  const kitty = await world.up('--name', 'main');
  const line = ['bash', '-c', 'echo "hi there"; sleep 600; echo "$0"', 'a  b'];
  await kitty.launch({ type: 'tab', args: line });
  const pane = await kitty.launch({ type: 'tab' });
  await kitty.type(pane, `less "it's a file"\n`);
  await kitty.shows(pane, 'what it says');
  const before = await kitty.facts();
  const restored = await roundTrip(world, kitty);
  const after = await until('less is up', async () => {
    const facts = await restored.facts();
    return facts.get('main:2.0|alternate screen') === 'true' && facts;
  });
  expect(wordsIn(after)).toEqual(wordsIn(before));
});

function wordsIn(facts: ReadonlyMap<string, string>): readonly string[] {
  return [...facts]
    .filter(([place]) => /foreground|root/.test(place))
    .map(([place, value]) => `${place} ${value}`)
    .toSorted();
}

test('below a restored program there is its shell', async () => {
  await using world = await KittySandbox.make(display);
  world.sandbox.env['STET_RUN_PROGRAMS'] = 'cat';
  const kitty = await world.up('--name', 'main');
  const pane = await kitty.launch({ type: 'tab' });
  await kitty.type(pane, 'cat\n');
  await until('cat runs', async () =>
    (await kitty.facts()).get('main:1.0|foreground')?.includes('cat'),
  );
  const restored = await roundTrip(world, kitty);
  const again = await lastPane(restored);
  await restored.type(again, 'typed into cat\n');
  await restored.shows(again, 'typed into cat\ntyped into cat\n');
  await restored.type(again, '\u0004');
  const below = await until('cat has ended', async () => {
    const words = (await restored.facts()).get('main:1.0|foreground');
    return words?.includes('cat') === false && words;
  });
  expect(below).toBe('[["bash", "--norc"]]');
});

test('a program on no list does not run again', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const script = join(sandbox.home, 'deploy');
  await writeFile(script, '#!/bin/sh\necho ran >> "$HOME/runs"\nexec sleep 5000\n', {
    mode: 0o755,
  });
  await mkdir(join(sandbox.home, 'here'));
  const kitty = await world.up('--name', 'main');
  const pane = await kitty.launch({ type: 'tab', cwd: join(sandbox.home, 'here') });
  await kitty.type(pane, `${script}\n`);
  const runs = async (): Promise<string> =>
    readFile(join(sandbox.home, 'runs'), 'utf8').catch(() => '');
  await until('it has run', async () => (await runs()) === 'ran\n');
  const restored = await roundTrip(world, kitty);
  const facts = await restored.facts();
  expect(facts.get('main:1.0|foreground')).toBe('[["bash", "--norc"]]');
  expect(facts.get('main:1.0|directory')).toBe(JSON.stringify(join(sandbox.home, 'here')));
  expect(await runs()).toBe('ran\n');
});

async function lastPane(kitty: RunningKitty): Promise<number> {
  const listing = String(await kitty.rc('ls', {}));
  return Math.max(
    ...[...listing.matchAll(/"id": (\d+),\s*"is_active_window"/g)].map(([, id]) => Number(id)),
  );
}
