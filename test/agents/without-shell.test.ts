import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from '../hosts/private-display.ts';
import { KittySandbox } from '../hosts/private-kitty.ts';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import type { Sandbox } from '../hosts/sandbox.ts';
import { until } from '../hosts/until.ts';
import { World as Sessions } from '../sessions/world.ts';
import { installStandIn, ONE, startsIn, TWO } from './stand-in.ts';

needs('tmux', 'kitty', 'Xvfb', 'python3');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

/** What a save knows of the panes with agents. */
async function savedAgents(sandbox: Sandbox): Promise<readonly unknown[]> {
  await sandbox.save('work');
  const { checkpoint } = await sandbox.show('work');
  return Object.values(checkpoint.panes).flatMap(({ kind, shell, conversation, restore }) =>
    kind === 'agent'
      ? [{ shell, id: conversation?.id, certainty: conversation?.certainty, ...restore }]
      : [],
  );
}

const AS_IT_WAS = { shell: [], id: ONE, certainty: 'exact-live', policy: 'run' };

async function copiesOf(sandbox: Sandbox, id: string): Promise<number> {
  return (await readdir(`${sandbox.state}/stet/transcripts/claude_${id}`)).length;
}

test('tmux: an agent without a shell waits for its turn, and its pane stays when it fails', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await installStandIn(sandbox);
  await server.tmux('new-session', '-d', '-s', 'w', 'claude', '--session-id', TWO);
  await server.tmux('new-window', '-t', 'w:1', 'claude', '--session-id', ONE);
  for (const [target, id] of [
    ['w:0', TWO],
    ['w:1', ONE],
  ] as const) {
    await server.shows(target, `conversation ${id}`);
    await enter(server, target, 'hello');
    await server.shows(target, 'said hello');
  }
  expect(await savedAgents(sandbox)).toMatchObject([{ ...AS_IT_WAS, id: TWO }, AS_IT_WAS]);
  await server.kill();
  const { report } = await sandbox.restore('work');
  expect(report).toMatchObject({ approximated: [], failed: [] });
  await server.shows('w:1', 'hello');
  await server.shows('w:1', `conversation ${ONE}`);
  expect(await copiesOf(sandbox, ONE)).toBe(1);
  expect(await savedAgents(sandbox)).toMatchObject([{ ...AS_IT_WAS, id: TWO }, AS_IT_WAS]);

  await server.tmux('send-keys', '-t', 'w:1', 'C-z');
  await enter(server, 'w:1', 'still here');
  await server.shows('w:1', 'said still here');
  await enter(server, 'w:1', 'fail');
  await server.shows('w:1', 'It ended with 3. Enter runs again');
  expect(await savedAgents(sandbox)).toMatchObject([{ ...AS_IT_WAS, id: TWO }, AS_IT_WAS]);
  await server.tmux('send-keys', '-t', 'w:1', 'Enter');
  await until('it was started again', async () => (await startsIn(sandbox)).length === 5);
  await enter(server, 'w:1', 'bye');
  await until('its window has gone', async () => (await server.listing()).length === 1);
});

/** Types a line into an agent: there is no prompt to wait for. */
async function enter(server: PrivateTmux, target: string, text: string): Promise<void> {
  await server.tmux('send-keys', '-t', target, '-l', text);
  await server.tmux('send-keys', '-t', target, 'Enter');
}

test('kitty: an agent that was launched by itself is resumed, and offered when it fails', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const claude = await installStandIn(sandbox);
  const first = await world.up('--name', 'main');
  const pane = await first.launch({ type: 'tab', args: [claude, '--session-id', ONE] });
  await first.shows(pane, `conversation ${ONE}`);
  await first.type(pane, 'hello\r');
  await first.shows(pane, 'said hello');
  expect(await savedAgents(sandbox)).toMatchObject([AS_IT_WAS]);
  first.kill();
  const { report } = await sandbox.restore('work');
  expect(report).toMatchObject({ approximated: [], failed: [] });
  expect(await copiesOf(sandbox, ONE)).toBe(1);
  const kitty = await world.restored();
  const again = await paneShowing(kitty, `conversation ${ONE}`);
  expect(await savedAgents(sandbox)).toMatchObject([AS_IT_WAS]);
  await kitty.type(again, 'fail\r');
  await kitty.shows(again, 'It ended with 3. Enter runs again');
  expect(await savedAgents(sandbox)).toMatchObject([AS_IT_WAS]);
});

async function paneShowing(
  kitty: Awaited<ReturnType<KittySandbox['up']>>,
  text: string,
): Promise<number> {
  return until(`a pane shows ${text}`, async () => {
    for (const pane of [1, 2, 3]) {
      const shown = await kitty.text(pane).catch(() => '');
      if (shown.includes(text)) return pane;
    }
    return false;
  });
}

test('a session: an agent that was spawned by itself is resumed, and offered when it fails', async () => {
  await using world = await Sessions.open();
  const { sandbox } = world;
  await installStandIn(sandbox);
  await world.spawn('agent', 'claude', '--session-id', ONE);
  await world.see('agent', `conversation ${ONE}`);
  await world.say('submit', '-s', 'agent', 'hello');
  await world.see('agent', 'said hello');
  await world.say('save', 'work');
  await sandbox.cutPower();
  const { report } = await world.ask('workspace.restore', 'restore', 'work');
  expect(report).toMatchObject({ approximated: [], failed: [] });
  expect(await copiesOf(sandbox, ONE)).toBe(1);
  await world.see('agent', `conversation ${ONE}`);
  await world.say('type', '-s', 'agent', 'fail');
  await world.say('key', '-s', 'agent', 'Enter');
  await world.see('agent', 'It ended with 3. Enter runs again');
  await world.say('save', 'work');
  const { checkpoint } = await world.ask('checkpoint.show', 'show', 'work');
  expect(Object.values(checkpoint.panes)).toMatchObject([
    { shell: [], conversation: { id: ONE, certainty: 'exact-live' } },
  ]);
  await world.say('key', '-s', 'agent', 'Enter');
  await world.see('agent', 'hello');
  await until('it was started again', async () => (await startsIn(sandbox)).length === 3);
  await world.say('submit', '-s', 'agent', 'bye');
  await until('the session has ended', async () => (await world.names()).length === 0);
});
