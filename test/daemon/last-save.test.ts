import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { ask, DaemonWorld, gone } from './daemon-world.ts';

needs('tmux');

/** A daemon whose timers save nothing, and a tmux server that only a last save can have seen. */
async function worldWithTmux(
  env: Readonly<Record<string, string>> = {},
): Promise<AsyncDisposable & { readonly world: DaemonWorld; readonly server: PrivateTmux }> {
  const world = await DaemonWorld.make({ STET_AUTO_SAVE: 'false', ...env });
  const { sandbox } = world;
  const socket = sandbox.path('tmux.socket');
  sandbox.env['STET_TMUX_SOCKETS'] = socket;
  const server = await PrivateTmux.start({ sandbox, socket });
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.prompt('work');
  return {
    world,
    server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

async function savedWindows({ sandbox }: DaemonWorld): Promise<readonly string[]> {
  const { checkpoint } = await sandbox.show('default');
  return Object.values(checkpoint.windows).map(({ name }) => name);
}

test.for(['SIGTERM', 'SIGINT'] as const)(
  'a daemon that gets %s saves every host first',
  async (name) => {
    await using both = await worldWithTmux();
    const { world } = both;
    await world.sandbox.stet(['spawn', 'sleep', '1000', '--name', 'mine']);
    const pid = await world.daemonPid();
    await world.disconnect();
    process.kill(pid, name);
    await gone(pid);
    expect((await savedWindows(world)).toSorted()).toEqual(['mine', 'work']);
    const { checkpoint } = await world.sandbox.show('default');
    expect(checkpoint).toMatchObject({ trigger: 'shutdown', quality: { suspect: [] } });
  },
);

test('"stet stop" saves the sessions as they ran, and not their end', async () => {
  await using both = await worldWithTmux();
  const { world } = both;
  await world.sandbox.stet(['spawn', 'sleep', '1000', '--name', 'mine']);
  const pid = await world.daemonPid();
  await world.disconnect();
  expect(await world.sandbox.stet(['stop'])).toMatchObject({ code: 0 });
  await gone(pid);
  expect((await savedWindows(world)).toSorted()).toEqual(['mine', 'work']);
  const [saved] = await world.sandbox.ask('workspace.list', ['list']);
  expect(saved?.lastGood).toBe(saved?.current.id);
});

test('of two that stop it at once neither ends the sessions before they are saved', async () => {
  await using both = await worldWithTmux();
  const { world } = both;
  await using silent = await silentTmux(world);
  await world.sandbox.stet(['spawn', 'sleep', '1000', '--name', 'mine']);
  const pid = await world.daemonPid();
  const stop = async (): Promise<unknown> =>
    ask(world.client(), 'daemon.stop', { keepSessions: false });
  const first = stop();
  await silent.isAsked;
  const second = stop();
  // Whoever asks after it is answered after it was heard.
  await world.greeting();
  silent.release();
  await Promise.all([first, second]);
  await gone(pid);
  expect((await savedWindows(world)).toSorted()).toEqual(['mine', 'work']);
});

test('a daemon that is stopped and gets SIGTERM meanwhile saves to the end', async () => {
  await using both = await worldWithTmux();
  const { world } = both;
  await using silent = await silentTmux(world);
  await world.sandbox.stet(['spawn', 'sleep', '1000', '--name', 'mine']);
  const pid = await world.daemonPid();
  // One that starts no other daemon, which would save as well.
  const stop = { keepSessions: true };
  const stopping = ask(world.unstartedClient(), 'daemon.stop', stop).catch(() => undefined);
  await silent.isAsked;
  process.kill(pid, 'SIGTERM');
  await gone(pid);
  await stopping;
  expect((await savedWindows(world)).toSorted()).toEqual(['mine', 'work']);
});

/** A tmux server that says nothing, so that a save takes until it is released. */
async function silentTmux({ sandbox }: DaemonWorld): Promise<SilentTmux> {
  const path = sandbox.path('silent.socket');
  sandbox.env['STET_TMUX_SOCKETS'] += `,${path}`;
  const callers = new Set<Socket>();
  const server = createServer((caller) => callers.add(caller.on('error', () => undefined)));
  server.listen(path);
  await once(server, 'listening');
  const release = (): void => callers.forEach((caller) => caller.destroy());
  return {
    isAsked: once(server, 'connection'),
    release,
    [Symbol.asyncDispose]: async () => {
      release();
      server.close();
      await once(server, 'close');
    },
  };
}

interface SilentTmux extends AsyncDisposable {
  readonly isAsked: Promise<unknown>;
  readonly release: () => void;
}

test('with save_on_quit off nothing is saved', async () => {
  await using both = await worldWithTmux({ STET_SAVE_ON_QUIT: 'false' });
  const { world } = both;
  const pid = await world.daemonPid();
  await world.disconnect();
  await world.sandbox.stet(['stop']);
  await gone(pid);
  expect((await world.sandbox.refusal(['show', 'default'])).code).toBe('WORKSPACE_NOT_FOUND');
});

test('what ends together with the daemon stays in what a restore takes', async () => {
  await using both = await worldWithTmux();
  const { world, server } = both;
  await server.tmux('new-session', '-d', '-s', 'other');
  await server.prompt('other');
  await world.sandbox.stet(['save']);
  const pid = await world.daemonPid();
  await world.disconnect();
  await server.tmux('kill-session', '-t', 'other');
  process.kill(pid, 'SIGTERM');
  await gone(pid);
  const [list] = await world.sandbox.ask('workspace.list', ['list']);
  expect(list).toMatchObject({ checkpoints: 2 });
  await until('two windows are the good ones', async () => {
    const { plan } = await world.sandbox.ask('workspace.restore', ['restore', '--dry-run']);
    return plan.actions.some(({ name }) => name === 'other');
  });
});
