import { expect, test } from 'vitest';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import { Sandbox } from '../hosts/sandbox.ts';
import { World } from './world.ts';

needs('tmux');

test('the resume block of a note becomes a pane that offers its conversation', async () => {
  await using sandbox = await Sandbox.make();
  const note = sandbox.path('home', '2026-05-18-pay.md');
  await World.script(note, '# Pay\n\n## Resume\ncd ~ && opencode --session ses_12ab\n');
  expect((await sandbox.stet(['import', note, 'pay'])).code).toBe(0);
  const { checkpoint } = await sandbox.show('pay');
  const [pane] = Object.values(checkpoint.panes);
  expect(pane).toMatchObject({
    kind: 'agent',
    cwd: { path: sandbox.home },
    conversation: { agent: 'opencode', id: 'ses_12ab', certainty: 'guess' },
    restore: { policy: 'prompt' },
  });
});

test('a save notes on the pane what resumes its agent, and takes it away when the agent has gone', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  const agent = sandbox.path('home', 'claude');
  await World.script(agent, '');
  await sandbox.run(['cp', '/bin/sleep', agent]);
  await sandbox.run(['chmod', '755', agent]);
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120');
  await server.type('work', `'${agent}' 5000`);
  await server.runs('work', 'claude');
  await sandbox.save('work');
  const noted = await server.ask('work', '#{@stet_resume}');
  expect(noted).toBe(`cd ${sandbox.home} && ${agent}`);
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.prompt('work');
  await sandbox.save('work');
  expect(await server.ask('work', '#{@stet_resume}')).toBe('');
});
