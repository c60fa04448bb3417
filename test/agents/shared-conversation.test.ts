import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import { A } from './trap.ts';
import { World } from './world.ts';

needs('tmux');

/** Runs a program called claude that shows conversation A, as its session file says. */
async function showConversation(server: PrivateTmux, target: string): Promise<void> {
  const { sandbox } = server;
  const claude = sandbox.path('home', 'claude');
  await server.type(target, `'${claude}' 5000`);
  await server.runs(target, 'claude');
  const shell = Number(await server.ask(target, '#{pane_pid}'));
  const pid = (await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8')).trim();
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const procStart = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const content = { pid: Number(pid), sessionId: A, procStart };
  const file = sandbox.path('home', '.claude', 'sessions', `${pid}.json`);
  await World.script(file, JSON.stringify(content));
}

test('of two panes that show one conversation a checkpoint resumes one and offers the other', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  const claude = sandbox.path('home', 'claude');
  await sandbox.run(['cp', '/bin/sleep', claude]);
  await World.script(sandbox.path('home', '.claude', 'projects', '-p', `${A}.jsonl`), '{}\n');
  await server.tmux('new-session', '-d', '-s', 'one');
  await server.tmux('new-session', '-d', '-s', 'two');
  for (const session of ['one', 'two']) await showConversation(server, session);

  await sandbox.save('work');
  const { checkpoint } = await sandbox.show('work');
  const claims = Object.values(checkpoint.panes).map(({ conversation, restore }) => ({
    id: conversation?.id,
    certainty: conversation?.certainty,
    policy: restore.policy,
  }));
  const exact = { id: A, certainty: 'exact-live' };
  expect(claims).toEqual([
    { ...exact, policy: 'run' },
    { id: A, certainty: 'guess', policy: 'prompt' },
  ]);
});
