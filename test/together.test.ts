import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../src/store/store.ts';
import { quietCall } from '../src/store/testing/temporary-store.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('tmux');

test('two restores at the same time open everything once', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.tmux('split-window', '-d', '-t', 'work');
  await server.tmux('new-session', '-d', '-s', 'api');
  await server.sandbox.save('work');
  await server.kill();
  await Promise.all([1, 2].map(async () => server.sandbox.stet(['restore', 'work'])));
  const panes = await server.tmux(
    'list-panes',
    '-a',
    '-F',
    '#{session_name}:#{window_index}.#{pane_index}',
  );
  expect(panes.split('\n').toSorted()).toEqual(['api:0.0', 'work:0.0', 'work:0.1']);
});

test('two saves at the same time are both whole', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  const names = ['one', 'two', 'three'];
  const saved = await Promise.all(names.map(async (name) => server.sandbox.save(name)));
  expect(saved.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  for (const name of names) {
    const { checkpoint } = await server.sandbox.show(name);
    expect(Object.values(checkpoint.windows).map((window) => window.name)).toEqual(['work']);
  }
});

test('a save in the middle of a restore does not become the one to restore', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  for (let more = 0; more < 2; more += 1) await server.tmux('split-window', '-d', '-t', 'work');
  await sandbox.save('work');
  await server.tmux('kill-pane', '-t', 'work:0.1');
  const store = await openStore(join(sandbox.state, 'stet'));
  const good = (await store.find('work')).id;
  const half = await store.restoring(quietCall(), async () => sandbox.save('work'));
  expect(half.checkpoint.status).toBe('suspect');
  expect((await store.find('work')).id).toBe(good);

  const whole = await sandbox.save('work');
  expect((await store.find('work')).id).toBe(whole.checkpoint.id);
});

test('another base-index in the configuration moves nothing', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '30');
  await server.tmux('split-window', '-d', '-h', '-t', 'work:0');
  await server.tmux('new-window', '-d', '-t', 'work:4');
  await server.tmux('select-pane', '-t', 'work:0.1');
  const format = '#{session_name}:#{window_index} #{window_active} #{pane_active} #{pane_left}';
  const before = await server.tmux('list-panes', '-a', '-F', format);
  await server.sandbox.save('work');
  await server.kill();
  await writeFile(
    `${server.sandbox.home}/.tmux.conf`,
    'set -g base-index 1\nset -g pane-base-index 1\nset -g renumber-windows on\n',
  );
  const { report } = await server.sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  expect(await server.tmux('list-panes', '-a', '-F', format)).toBe(before);
});

test('undo takes an added pane out again', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  await server.tmux('split-window', '-d', '-h', '-l', '37', '-t', 'work:0');
  await server.tmux('split-window', '-d', '-v', '-t', 'work:0.1');
  await server.sandbox.save('work');
  await server.tmux('kill-pane', '-t', 'work:0.2');
  await server.tmux('resize-pane', '-t', 'work:0.1', '-x', '50');
  const before = await server.listing();
  await server.sandbox.restore('work');
  expect(await server.ask('work:0', '#{window_panes}')).toBe('3');
  await server.sandbox.undo();
  expect(await server.listing()).toEqual(before);
});

test('replace gives a tab its saved layout back when a pane too many is closed', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  await server.tmux('split-window', '-d', '-h', '-l', '37', '-t', 'work:0');
  await server.tmux('split-window', '-d', '-v', '-l', '9', '-t', 'work:0.1');
  await server.tmux('select-pane', '-t', 'work:0.2');
  await server.tmux('resize-pane', '-Z', '-t', 'work:0.2');
  await server.sandbox.save('work');
  const before = await server.listing();
  await server.tmux('split-window', '-h', '-t', 'work:0.1');
  await server.sandbox.restore('work', '--replace');
  expect(await server.listing()).toEqual(before);
});

test('replace does not close the pane that it is run from', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  await server.prompt('work');
  await sandbox.save('work');
  await server.tmux('new-session', '-d', '-s', 'mine', '-x', '120', '-y', '30');
  await server.tmux('new-session', '-d', '-s', 'extra');
  await server.type('mine', sandbox.commandLine('restore', 'work', '--replace'));
  await until('the extra session is gone', async () => !(await sessions(server)).includes('extra'));
  await server.prompt('mine');
  expect(await sessions(server)).toEqual(['mine', 'work']);
  expect((await server.lines('mine')).join('\n')).toContain(
    'The pane that stet runs in stays open',
  );
});

test('a save from inside a pane records that server', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  await server.type('work', server.sandbox.commandLine('save', 'work'));
  await server.shows('work', 'Saved work');
  const { checkpoint } = await server.sandbox.show('work');
  expect(Object.values(checkpoint.windows).map(({ name }) => name)).toEqual(['work']);
});

async function sessions(server: PrivateTmux): Promise<readonly string[]> {
  return (await server.tmux('list-sessions', '-F', '#{session_name}')).split('\n').toSorted();
}
