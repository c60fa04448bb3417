import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('tmux');

test('a restore can be undone when what was restored is deleted since', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.prompt('work');
  await server.sandbox.save('work');
  await server.kill();
  await server.sandbox.restore('work');
  await server.prompt('work');
  await server.sandbox.stet(['delete', 'work', '--yes']);

  const { report } = await server.sandbox.undo();
  expect(report?.restored).toMatchObject([{ because: 'CLOSED', name: 'work' }]);
  await until('no server runs', async () => (await server.pid()) === undefined);
});

test('what was there before stays, and is said to, when its checkpoint is deleted', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.prompt('work');
  await server.sandbox.save('work');
  await server.kill();
  await server.tmux('new-session', '-d', '-s', 'mine');
  await server.prompt('mine');
  const before = await server.listing();
  await server.sandbox.restore('work');
  await server.prompt('work');
  await server.sandbox.stet(['delete', 'pre-restore', '--yes']);

  const { plan } = await server.sandbox.undo();
  expect(plan.notices).toMatchObject([{ code: 'ARRANGEMENT_UNKNOWN' }]);
  expect(await server.listing()).toEqual(before);
});
