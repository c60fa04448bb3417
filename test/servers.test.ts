import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Scope } from '../src/base/scope.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { Sandbox } from './hosts/sandbox.ts';
import { until } from './hosts/until.ts';

needs('tmux');

/** The folder in which `tmux -L` puts its sockets. */
function socketOf({ env }: Sandbox, name: string): string {
  return `${env['TMUX_TMPDIR'] ?? ''}/tmux-${process.getuid?.() ?? 0}/${name}`;
}

/** Starts a server as a user does with `tmux -L NAME`. */
async function startNamed(sandbox: Sandbox, name: string): Promise<PrivateTmux> {
  const ended = await sandbox.run(['tmux', '-L', name, 'new-session', '-d', '-s', `of ${name}`]);
  expect(ended.stderr.toString()).toBe('');
  return PrivateTmux.start({ sandbox, socket: socketOf(sandbox, name) });
}

/** Starts a server as a user does with `tmux -S PATH`. */
async function startAt(sandbox: Sandbox, socket: string): Promise<PrivateTmux> {
  const server = await PrivateTmux.start({ sandbox, socket });
  await server.tmux('new-session', '-d', '-s', 'elsewhere');
  return server;
}

async function names(server: PrivateTmux): Promise<string> {
  return server.tmux('list-sessions', '-F', '#{session_name}');
}

test('several servers are saved together and come back, each at its socket', async () => {
  await using sandbox = await Sandbox.make();
  await using one = await startNamed(sandbox, 'one');
  await using two = await startNamed(sandbox, 'two');
  await using other = await startAt(sandbox, sandbox.path('other socket'));
  const servers = [one, two, other];
  sandbox.env['STET_TMUX_SOCKETS'] = servers.map(({ socket }) => socket).join(',');
  const saved = await sandbox.save('work');
  expect(saved.checkpoint).toMatchObject({ windows: 3, tabs: 3, panes: 3 });
  for (const server of servers) await server.kill();

  const restored = await sandbox.restore('work');
  expect(restored.report?.failed).toEqual([]);
  expect(await Promise.all(servers.map(names))).toEqual(['of one', 'of two', 'elsewhere']);
});

test('a dozen servers are saved together without a word of Node', async () => {
  await using sandbox = await Sandbox.make();
  await using scope = new Scope();
  const sockets = Array.from({ length: 12 }, (_, at) => sandbox.path(`socket ${at}`));
  for (const socket of sockets) scope.own(await startAt(sandbox, socket));
  sandbox.env['STET_TMUX_SOCKETS'] = sockets.join(',');
  const { stdout, stderr } = await sandbox.stet(['save', 'work']);
  expect(stdout).toMatch(/12 windows/);
  expect(stderr).toBe('');
});

test('--host saves and restores one server, and leaves the others alone', async () => {
  await using sandbox = await Sandbox.make();
  await using one = await startNamed(sandbox, 'one');
  await using two = await startNamed(sandbox, 'two');
  sandbox.env['STET_TMUX_SOCKETS'] = `${one.socket},${two.socket}`;
  const alone = await sandbox.save('alone', '--host', `tmux:${two.socket}`);
  expect(alone.checkpoint.windows).toBe(1);
  await sandbox.save('both');
  for (const server of [one, two]) await server.kill();

  await sandbox.restore('both', '--host', `tmux:${one.socket}`);
  expect(await names(one)).toBe('of one');
  expect(await two.pid()).toBeUndefined();
});

test('servers are found under TMUX_TMPDIR and, whatever their socket, among the processes', async () => {
  await using sandbox = await Sandbox.make();
  await using one = await startNamed(sandbox, 'one');
  await using other = await startAt(sandbox, sandbox.path('other'));
  const { hosts } = await sandbox.ask('system.status', ['status', '--host-timeout-ms', '2000']);
  const found = new Map(hosts.map(({ host, status, windows }) => [host, { status, windows }]));
  for (const { socket } of [one, other]) {
    expect(found.get(`tmux:${socket}`)).toEqual({ status: 'ok', windows: 1 });
  }
});

test('a server at a relative path is found where it was started, saved, and comes back there', async () => {
  await using sandbox = await Sandbox.make();
  // A child of the sandbox starts in its home.
  const started = ['tmux', '-S', 'my socket', 'new-session', '-d', '-s', 'near'] as const;
  expect((await sandbox.run(started)).stderr.toString()).toBe('');
  await using server = await PrivateTmux.start({
    sandbox,
    socket: join(sandbox.home, 'my socket'),
  });
  const host = `tmux:${server.socket}`;
  const { hosts } = await sandbox.ask('system.status', ['status', '--host', host]);
  expect(hosts).toMatchObject([{ host, status: 'ok', windows: 1 }]);

  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  expect((await sandbox.save('work')).checkpoint.windows).toBe(1);
  await server.kill();
  await sandbox.restore('work');
  expect(await names(server)).toBe('near');
});

test('a socket that nobody listens on any more is no host', async () => {
  await using sandbox = await Sandbox.make();
  await using one = await startNamed(sandbox, 'one');
  const pid = await one.pid();
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, 'SIGKILL');
  await one.gone(pid ?? 0);
  const { hosts } = await sandbox.ask('system.status', ['status', '--host-timeout-ms', '2000']);
  expect(hosts.map(({ host }) => host)).not.toContain(`tmux:${one.socket}`);
});

test('a server whose socket somebody removed is named, with the way to get it back', async () => {
  await using sandbox = await Sandbox.make();
  await using one = await startNamed(sandbox, 'one');
  const pid = (await one.pid()) ?? 0;
  await rm(one.socket);
  const { hosts } = await sandbox.ask('system.status', ['status', '--host', `tmux:${one.socket}`]);
  expect(hosts).toMatchObject([{ status: 'unreachable', problem: { code: 'HOST_REFUSED' } }]);
  expect(hosts[0]?.problem?.fix).toContain('USR1');

  process.kill(pid, 'SIGUSR1');
  await until('the socket is back', async () => (await one.pid()) === pid);
});
