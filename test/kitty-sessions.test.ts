import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test('real kitty opens an exported session file: tabs, layouts, directories, titles, programs', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  sandbox.env['STET_RUN_PROGRAMS'] = 'sleep';
  const kitty = await world.up('--name', 'main', '--class', 'mine');
  for (const name of ['a b', "it's", '$HOME']) await mkdir(join(sandbox.home, name));
  await kitty.launch({ type: 'window', cwd: join(sandbox.home, 'a b') });
  const env = ['SCENE=a "b" $c'];
  await kitty.launch({ type: 'tab', tab_title: 'two words', cwd: join(sandbox.home, "it's"), env });
  const enter = ['sh', '-c', 'cd -- "$1" && exec bash --norc', 'sh', join(sandbox.home, '$HOME')];
  const pane = await kitty.launch({ type: 'window', window_title: 'pinned', args: enter });
  await kitty.type(pane, 'sleep 5001\n');
  await until('it sleeps', async () =>
    (await kitty.facts()).get('main:1.1|foreground')?.includes('5001'),
  );
  await sandbox.save('work');
  const before = await kitty.facts();
  const file = sandbox.path('work.kitty');
  const told = await sandbox.stet(['export', 'work']);
  expect(told.code).toBe(0);
  await writeFile(file, told.stdout);
  kitty.kill();

  const opened = await world.up('--session', file, '--name', 'main');
  const after = await opened.facts();
  const compared = [...before.keys()].filter((place) =>
    /tab order|active|pinned|directory|environment|layout and options|enabled/.test(place),
  );
  expect(compared.map((place) => [place, after.get(place)])).toEqual(
    compared.map((place) => [place, before.get(place)]),
  );
  await until('it sleeps again', async () =>
    (await opened.facts()).get('main:1.1|foreground')?.includes('5001'),
  );
});

test('what a session file cannot say is left out and told, and injects nothing', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  const directory = join(sandbox.home, 'nl\nlaunch touch PWNED');
  await mkdir(directory);
  await kitty.launch({ type: 'tab', tab_title: 'evil\nlaunch touch PWNED', cwd: directory });
  await kitty.launch({ type: 'tab', tab_title: '$HOME', env: ['SCENE=a\nlaunch touch PWNED'] });
  await sandbox.save('work');
  const told = await sandbox.stet(['export', 'work']);
  expect(told.code).toBe(3);
  expect(told.stderr).toContain('cannot say new_tab');
  expect(told.stderr).toContain('cannot say the directory');
  expect(told.stderr).toContain('cannot say the variable "SCENE"');
  await writeFile(sandbox.path('work.kitty'), told.stdout);
  kitty.kill();
  const opened = await world.up('--session', sandbox.path('work.kitty'), '--name', 'main');
  expect((await opened.facts()).get('kitty|OS windows')).toBe('[[1, 1, 1]]');
  const found = await sandbox.run(['find', sandbox.home, '-name', 'PWNED']);
  expect(found.stdout.toString()).toBe('');
  const bare = await sandbox.stet(['export', 'work', '--no-copy-env']);
  expect(bare.stderr).not.toContain('SCENE');
});

test('a session file is imported, and a restore opens what it describes', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await mkdir(join(sandbox.home, 'a b'));
  const file = sandbox.path('old.kitty');
  await writeFile(
    file,
    [
      '# an old file',
      'layout fat',
      `cd ${sandbox.home}`,
      'launch bash --norc',
      `launch --cwd '${join(sandbox.home, 'a b')}' --env 'SCENE=x "y"' bash --norc`,
      'new_tab editor',
      'launch rm -rf /nowhere',
      'focus',
      'resize_window wider 2',
    ].join('\n'),
  );
  const imported = await sandbox.ask('workspace.import', ['import', file, 'old']);
  expect(imported.runs).toEqual([]);
  expect(imported.notices.map(({ code }) => code)).toEqual(['NOT_READ']);
  const { report } = await sandbox.restore('old');
  expect(report?.failed).toEqual([]);
  const facts = await (await world.restored()).facts();
  expect(facts.get('kitty:0.1|directory')).toBe(JSON.stringify(join(sandbox.home, 'a b')));
  expect(facts.get('kitty:0.1|environment')).toBe('{"SCENE": "x \\"y\\""}');
  expect(facts.get('kitty:0|layout and options')).toContain('fat');
  expect(facts.get('kitty|tab order')).toBe('["-", "editor"]');
  expect(facts.get('kitty|active tab')).toBe('1');
  expect(facts.get('kitty:1.0|foreground')).not.toContain('rm');
});

test('what kitty @ ls prints is imported with its splits and directories', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up('--name', 'main');
  await kitty.rc('goto-layout', { layout: 'splits' });
  await kitty.launch({ type: 'window', location: 'vsplit', cwd: '/usr' });
  const low = await kitty.launch({ type: 'window', location: 'hsplit', cwd: '/tmp' });
  await kitty.rc('resize-window', { match: `id:${low}`, axis: 'vertical', increment: 5 });
  const before = await kitty.facts();
  const dump = sandbox.path('ls.json');
  await writeFile(dump, String(await kitty.rc('ls', {})));
  kitty.kill();
  await sandbox.ask('workspace.import', ['import', dump, 'today']);
  await sandbox.restore('today');
  const after = await (await world.restored()).facts();
  for (const place of [
    'main:0|split tree and biases',
    'main:0.1|directory',
    'main:0.2|directory',
  ]) {
    expect(after.get(place)).toBe(before.get(place));
  }
});

test('a save writes session files where the old scripts did, and prune spares what was restored', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const folder = sandbox.path('sessions');
  Object.assign(sandbox.env, {
    KITTY_SESSION_SAVE_DIR: folder,
    KITTY_SESSION_SAVE_OPTS: '--no-copy-env',
  });
  const [kept, closed] = [await world.up(), await world.up()];
  await kept.launch({ type: 'tab', env: ['SCENE=1'] });
  await sandbox.save('work');
  expect((await readdir(folder)).toSorted()).toEqual(
    [`${kept.pid}.kitty`, `${closed.pid}.kitty`].toSorted(),
  );
  expect(await readFile(join(folder, `${kept.pid}.kitty`), 'utf8')).not.toContain('SCENE');
  await closed.rc('close-window', { match: 'all' });
  await until('one is closed', async () => !(await world.pids()).includes(closed.pid));

  const { files, hosts } = await sandbox.ask('workspace.prune', ['prune', '--inactive', 'work']);
  expect(files).toEqual([join(folder, `${closed.pid}.kitty`)]);
  expect(hosts).toEqual([`kitty:${closed.socket}`]);
  kept.kill();
  await sandbox.restore('work');
  const again = await sandbox.ask('workspace.prune', ['prune', '--inactive', 'work']);
  expect([again.files, again.hosts]).toEqual([[], []]);
});

test('the old variable for sockets chooses the kitties that are saved', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up();
  delete sandbox.env['STET_KITTY_SOCKETS'];
  sandbox.env['KITTY_SESSION_SOCK_PATTERN'] = `${sandbox.runtime}/kitty-{kitty_pid}.sock`;
  const { checkpoint } = await sandbox.save('work');
  expect(checkpoint.panes).toBe(1);
  sandbox.env['KITTY_SESSION_SOCK_PATTERN'] = `${sandbox.runtime}/other-{kitty_pid}.sock`;
  expect((await sandbox.refusal(['save', 'none'])).code).toBe('NOTHING_TO_SAVE');
  kitty.kill();
});
