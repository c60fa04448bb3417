import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb', 'tmux');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

const ways: readonly (readonly [string, (socket: string) => readonly string[]])[] = [
  ['itself', (socket) => ['tmux', '-S', socket, 'attach', '-t', 'pay']],
  ['through sh -c', (socket) => ['sh', '-c', `tmux -S ${socket} attach -t pay; sleep 1`]],
  ['through exec', (socket) => ['sh', '-c', `exec tmux -S ${socket} attach -t pay`]],
  ['behind a wrapper', (socket) => ['env', 'nice', 'tmux', '-S', socket, 'attach', '-t', 'pay']],
];

test.each(ways)('a window that shows a session %s shows it again', async (_, argv) => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay');
  const kitty = await world.up('--name', 'main');
  await kitty.launch({ type: 'tab', args: argv(server.socket) });
  await until('it is attached', async () => (await clientsOf(server)).length === 1);

  await sandbox.save('work');
  const { checkpoint } = await sandbox.show('work');
  const links = Object.values(checkpoint.panes).flatMap(({ attach }) => attach ?? []);
  expect(links.map(({ window }) => checkpoint.windows[window]?.name)).toEqual(['pay']);

  kitty.kill();
  await server.kill();
  const { report, fidelity } = await sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  expect(fidelity?.kinds.flatMap(({ lost }) => lost)).toEqual([]);
  expect(await clientsOf(server)).toEqual(['pay']);
  const { plan } = await sandbox.restore('work');
  expect(plan.actions).toEqual([]);
});

test('a shell that shows a session shows it again, in the directory where it did', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay');
  const folder = sandbox.path('some where');
  await mkdir(folder);
  const kitty = await world.up('--directory', folder);
  await kitty.type(1, `tmux -S ${server.socket} attach -t pay\r`);
  await until('it is attached', async () => (await clientsOf(server)).length === 1);
  await sandbox.save('work');
  kitty.kill();
  await server.kill();
  const { report, fidelity } = await sandbox.restore('work');
  expect(report).toMatchObject({ approximated: [], failed: [] });
  expect(fidelity?.kinds.flatMap(({ lost }) => lost)).toEqual([]);
});

test('two kitties that showed one session both show it again, and it is there once', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay');
  const attach = ['tmux', '-S', server.socket, 'attach', '-t', 'pay'];
  const kitties = [await world.up(...attach), await world.up(...attach)];
  await until('both are attached', async () => (await clientsOf(server)).length === 2);
  await sandbox.save('work');
  for (const kitty of kitties) kitty.kill();
  await server.kill();
  await sandbox.restore('work');
  expect(await clientsOf(server)).toEqual(['pay', 'pay']);
  expect(await server.tmux('list-sessions', '-F', '#{session_name}')).toBe('pay');
});

test('a session that is gone leaves a shell and a reason', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay');
  const kitty = await world.up('tmux', '-S', server.socket, 'attach', '-t', 'pay');
  await until('it is attached', async () => (await clientsOf(server)).length === 1);
  await sandbox.save('work');
  kitty.kill();
  await server.kill();
  const { report } = await sandbox.restore('work', '--host', 'kitty');
  expect(report?.approximated.map(({ because }) => because)).toContain('SESSION_MISSING');
});

test('every session gets one tab, called like it and in its directory', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay', '-c', sandbox.home);
  await server.tmux('new-session', '-d', '-s', 'be ta', '-c', sandbox.folder);
  const kitty = await world.up('--name', 'main');
  const { opened } = await sandbox.ask('host.tabs', ['tabs']);
  expect(opened.toSorted()).toEqual(['be ta', 'pay']);
  await until('both are shown', async () => (await clientsOf(server)).length === 2);
  const facts = await kitty.facts();
  const order: unknown = JSON.parse(facts.get('main|tab order') ?? '[]');
  expect(order).toEqual(['-', ...opened]);
  expect(facts.get(`main:${opened.indexOf('pay') + 1}.0|directory`)).toBe(
    JSON.stringify(sandbox.home),
  );
  const again = await sandbox.ask('host.tabs', ['tabs']);
  expect(again.opened).toEqual([]);
  expect(again.alreadyShown.toSorted()).toEqual(['be ta', 'pay']);
});

test('on a key, tabs are opened in the kitty whose key it was', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  await server.tmux('new-session', '-d', '-s', 'pay');
  const one = await world.up('--name', 'one');
  const two = await world.up('--name', 'two');
  // What `map kitty_mod+s launch --type=background stet tabs` does.
  await two.rc('launch', { type: 'background', args: [...sandbox.command, 'tabs'] });
  await until('it is shown', async () => (await clientsOf(server)).length === 1);
  expect((await one.facts()).get('one|tab order')).toBe('["-"]');
  expect((await two.facts()).get('two|tab order')).toBe('["-", "pay"]');
});

async function clientsOf(server: PrivateTmux): Promise<readonly string[]> {
  const listing = await server.tmux('list-clients', '-F', '#{session_name}');
  return listing.split('\n').filter(Boolean);
}
