import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';

needs('tmux');

test('a diff says when a group of sessions begins and when it ends', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.prompt('work');
  await sandbox.save('alone');
  await server.tmux('new-session', '-d', '-s', 'view', '-t', 'work');
  await sandbox.save('grouped');

  const begun = (await sandbox.stet(['diff', 'alone', 'grouped'])).stdout;
  expect(begun).toMatch(/^\+ +window work +window group +\["view","work"\]$/m);
  const ended = (await sandbox.stet(['diff', 'grouped', 'alone'])).stdout;
  expect(ended).toMatch(/^- +window work +window group +\["view","work"\]$/m);
});
