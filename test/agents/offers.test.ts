import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Conversation, Restore } from '../../src/model/checkpoint.ts';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import type { Sandbox } from '../hosts/sandbox.ts';
import { until } from '../hosts/until.ts';
import { installStandIn, ONE, openStandIn, startsIn, transcriptOf, TWO } from './stand-in.ts';

needs('tmux', 'python3');

type Saved = Pick<Restore, 'policy' | 'rule'> & Pick<Conversation, 'id' | 'certainty'>;

/** The agents of a new save, in the order of their panes. */
async function savedIn(sandbox: Sandbox, workspace: string): Promise<readonly Saved[]> {
  await sandbox.save(workspace);
  const { checkpoint } = await sandbox.show(workspace);
  return Object.values(checkpoint.panes).flatMap(({ conversation, restore: { policy, rule } }) =>
    conversation === undefined
      ? []
      : [{ id: conversation.id, certainty: conversation.certainty, policy, rule }],
  );
}

async function withStandIn(): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await installStandIn(server.sandbox);
  return server;
}

test('an agent whose project is gone is offered with the reason, and not run next to it', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  const folder = join(sandbox.home, 'project');
  await mkdir(folder);
  await openStandIn(server, 0, ONE, { folder });
  await sandbox.save('work');
  await server.kill();
  await rename(folder, `${folder}-moved`);
  const { plan } = await sandbox.restore('work', '--dry-run');
  expect(plan.actions.find(({ action }) => action === 'open-pane')?.detail).toContain('offer ');
  const { report } = await sandbox.restore('work');
  const reasons = report?.approximated.map(({ because, message }) => `${because} ${message}`);
  expect(reasons?.join('\n')).toContain(`its directory "${folder}" is gone`);
  await server.shows('w:0', 'Enter runs: ');
  await server.shows('w:0', 'is gone');
  expect(await startsIn(sandbox)).toEqual([ONE]);
});

test('an offer shows how old its conversation is, and that is copied before anybody accepts', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  await openStandIn(server, 0, ONE);
  await sandbox.save('work');
  await server.kill();
  await sandbox.restore('work', '--agent-policy', 'prompt');
  await server.shows('w:0', 'last message 0 min ago, 1 kB');
  const copies = await readdir(join(sandbox.state, 'stet', 'transcripts', `claude_${ONE}`));
  expect(copies).toHaveLength(1);
  expect(await startsIn(sandbox)).toEqual([ONE]);
  await server.tmux('send-keys', '-t', 'w:0', 'Enter');
  await server.shows('w:0', `conversation ${ONE}`);
});

test('an offer that is saved into another workspace is as certain as before, home included', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  const own = join(sandbox.home, "own's");
  const variables = `CLAUDE_CONFIG_DIR=${sandbox.home}/own\\'s `;
  await openStandIn(server, 0, ONE, { variables });
  const before = await savedIn(sandbox, 'work');
  expect(before).toMatchObject([{ id: ONE, certainty: 'exact-live', policy: 'run' }]);
  const quoted = own.replace("'", String.raw`'\''`);
  const resume = `env 'CLAUDE_CONFIG_DIR=${quoted}' ${sandbox.path('agents', 'claude')} --resume ${ONE}`;
  const noted = `cd ${sandbox.home} && ${resume}`;
  expect(await server.ask('w:0', '#{@stet_resume}')).toBe(noted);
  const [listed] = await sandbox.ask('agents.list', ['agents']);
  expect(listed).toMatchObject({
    resume: ['env', `CLAUDE_CONFIG_DIR=${own}`, sandbox.path('agents', 'claude'), '--resume', ONE],
  });
  expect(listed?.sizeBytes).toBeGreaterThan(0);
  expect(Date.parse(listed?.lastMessageAt ?? '')).toBeLessThanOrEqual(Date.now());
  await server.kill();
  await sandbox.restore('work', '--agent-policy', 'prompt');
  await server.shows('w:0', 'Enter runs: ');
  expect(await savedIn(sandbox, 'other')).toEqual(before);
  const [waiting] = await sandbox.ask('agents.list', ['agents']);
  expect(waiting).toMatchObject({ id: ONE, certainty: 'exact-live' });
  await server.kill();
  await sandbox.restore('other');
  await server.shows('w:0', `conversation ${ONE}`);
  expect(await savedIn(sandbox, 'third')).toEqual(before);
});

test('one conversation in two panes is resumed in one, and offered in the other', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  await openStandIn(server, 0, ONE);
  await openStandIn(server, 1, ONE);
  await openStandIn(server, 2, TWO);
  const saved = await savedIn(sandbox, 'work');
  const policies = saved.filter(({ id }) => id === ONE).map(({ policy }) => policy);
  expect(policies.toSorted()).toEqual(['prompt', 'run']);
  await server.kill();
  await sandbox.restore('work');
  await until('both are up', async () => (await startsIn(sandbox)).length === 5);
  expect((await startsIn(sandbox)).slice(3).toSorted()).toEqual([ONE, TWO]);
  expect(await savedIn(sandbox, 'work')).toMatchObject(
    saved.map(({ id, policy }) => ({ id, policy })),
  );
});

test('a conversation that is offered in one pane is not run in another', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  await openStandIn(server, 0, ONE);
  await sandbox.save('work');
  await server.kill();
  await sandbox.restore('work', '--agent-policy', 'prompt');
  await server.shows('w:0', 'Enter runs: ');
  await server.tmux('new-session', '-d', '-s', 'v');
  await server.type('v', `claude --session-id ${ONE}`);
  await server.shows('v', `conversation ${ONE}`);
  await sandbox.save('both');
  await server.tmux('kill-session', '-t', 'v');
  const { report } = await sandbox.restore('both');
  expect(report?.approximated.map(({ message }) => message).join('\n')).toContain(
    'open or offered in another pane',
  );
  expect(await startsIn(sandbox)).toEqual([ONE, ONE]);
});

test('a conversation that is missing gives way to a fresh one, and the report says so', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  await openStandIn(server, 0, ONE);
  await sandbox.save('work');
  await server.kill();
  await rm(transcriptOf(sandbox, ONE));
  const { report } = await sandbox.restore('work');
  expect(report?.approximated).toMatchObject([{ because: 'CONVERSATION_MISSING' }]);
  await server.shows('w:0', `conversation ${ONE}`);
  expect(await server.foreground('w:0')).toEqual([
    '/usr/bin/python3',
    expect.stringMatching(/claude$/),
    '--session-id',
    ONE,
  ]);
});

test('an agent that hangs at its start keeps neither the others nor the restore waiting', async () => {
  await using server = await withStandIn();
  const { sandbox } = server;
  const ids = [ONE, TWO, ...['d', 'e'].map((digit) => ONE.replaceAll('a', digit))];
  for (const [window, id] of ids.entries()) await openStandIn(server, window, id);
  const before = await savedIn(sandbox, 'work');
  await server.kill();
  await writeFile(join(sandbox.home, `hang-${ONE}`), '');
  await sandbox.restore('work');
  expect((await startsIn(sandbox)).length).toBe(8);
  for (const window of [1, 2, 3]) await server.shows(`w:${window}`, 'conversation ');
  const after = await savedIn(sandbox, 'work');
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});
