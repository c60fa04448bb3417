import { afterAll, beforeAll, expect, test } from 'vitest';
import { methodTable } from '../src/protocol/methods.ts';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox, type RunningKitty } from './hosts/private-kitty.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import type { Sandbox } from './hosts/sandbox.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb', 'tmux');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

async function ended(world: KittySandbox, { pid }: RunningKitty): Promise<void> {
  await until('it has ended', async () => !(await world.pids()).includes(pid));
}

/** How much a restore would do now. */
async function opensAgain(sandbox: Sandbox, target = 'work'): Promise<number> {
  return (await sandbox.restore(target, '--dry-run')).plan.actions.length;
}

test('one of three kitties that was killed stays in the save, is told, and comes back', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await world.up();
  const lost = await world.up('--name', 'two');
  await world.up();
  await sandbox.save('work');
  lost.kill();
  await ended(world, lost);

  const saved = await sandbox.save('work');
  expect(saved).toMatchObject({ exit: 3, isLastGood: true, checkpoint: { panes: 3 } });
  expect(saved.lost).toEqual([`kitty:${lost.socket}`]);
  expect(saved.notices).toMatchObject([{ code: 'HOST_LOST', subject: `kitty:${lost.socket}` }]);
  // Once told, it is no failure any more; it stays known.
  const again = await sandbox.save('work');
  expect(again).toMatchObject({ exit: 0, lost: [], checkpoint: { panes: 3 } });
  expect(again.notices).toMatchObject([{ code: 'HOST_LOST' }]);

  const { report } = await sandbox.restore('work');
  expect(report?.restored.filter(({ level }) => level === 'window')).toHaveLength(1);
  expect((await (await world.restored()).facts()).has('two|tab order')).toBe(true);
  expect(await sandbox.save('work')).toMatchObject({ exit: 0, notices: [] });
  const { checkpoint } = await sandbox.show('work');
  expect(Object.values(checkpoint.hosts).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
});

test('a kitty that was killed stays beside a tmux server, and prune lets it go', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using server = await PrivateTmux.start({ sandbox });
  sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
  for (const name of ['a', 'b', 'c']) await server.tmux('new-session', '-d', '-s', name);
  const kitty = await world.up();
  await sandbox.save('work');
  kitty.kill();
  await ended(world, kitty);
  const told = await sandbox.stet(['save', 'work']);
  expect(told.code).toBe(3);
  expect(told.stderr).toContain('stet prune --inactive work');
  expect(await opensAgain(sandbox)).toBeGreaterThan(0);
  expect((await sandbox.stet(['prune', '--inactive', 'work'])).code).toBe(0);
  expect(await opensAgain(sandbox)).toBe(0);
  expect(await sandbox.save('work')).toMatchObject({ exit: 0, notices: [] });
});

test('a tmux server that was killed stays in the save beside another one', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  await using one = await PrivateTmux.start({ sandbox, socket: sandbox.path('one') });
  await using two = await PrivateTmux.start({ sandbox, socket: sandbox.path('two') });
  sandbox.env['STET_TMUX_SOCKETS'] = `${one.socket},${two.socket}`;
  for (const server of [one, two]) await server.tmux('new-session', '-d', '-s', 'work');
  await two.tmux('split-window', '-d', '-t', 'work');
  await sandbox.save('work');
  const pid = (await one.pid()) ?? 0;
  process.kill(pid, 'SIGKILL');
  await one.gone(pid);
  expect(await sandbox.save('work')).toMatchObject({ exit: 3, lost: [`tmux:${one.socket}`] });
  // A server that is left out by choice runs, and so is not lost.
  sandbox.env['STET_TMUX_SOCKETS'] = one.socket;
  await sandbox.restore('work', '--host', `tmux:${one.socket}`);
  expect(await one.tmux('list-sessions', '-F', '#{session_name}')).toBe('work');
  expect(await sandbox.save('work')).toMatchObject({ exit: 0, checkpoint: { panes: 1 } });
});

test.each(['remote control', 'a watcher'])(
  'a kitty that was closed is let go, and one that was killed is not: seen through %s',
  async (way) => {
    const isWatched = way === 'a watcher';
    await using world = await KittySandbox.make(display, isWatched ? WATCHED : '');
    const { sandbox } = world;
    const [closed, killed] = [await world.start(), await world.start()];
    const left = await world.start();
    await savedWhole(sandbox, 3);
    process.kill(closed.pid, 'SIGTERM');
    killed.kill();
    for (const kitty of [closed, killed]) await ended(world, kitty);
    // One that starts now tidies up; not what tells the two apart.
    await world.start();
    await savedWhole(sandbox, 2);
    const { checkpoint } = await sandbox.show('work');
    const stale = Object.values(checkpoint.hosts).filter(({ status }) => status === 'stale');
    expect(stale.map(({ epoch }) => epoch.pid)).toEqual([killed.pid]);
    const kept = Object.values(checkpoint.hosts).map(({ epoch }) => epoch.pid);
    expect(kept).toContain(left.pid);
    expect(kept).not.toContain(closed.pid);
  },
);

const WATCHED = `allow_remote_control no\nwatcher ${new URL('../kitty/stet_watcher.py', import.meta.url).pathname}\n`;

/** Saves until so many kitties let stet in. */
async function savedWhole(sandbox: Sandbox, count: number): Promise<void> {
  await until(`${count} kitties are saved whole`, async () => {
    const { code, stdout } = await sandbox.stet(['save', 'work', '--json']);
    if (code !== 0 && code !== 3) return false;
    const { hosts, notices } = methodTable['workspace.save'].result.parse(JSON.parse(stdout));
    return hosts.length === count && notices.every((notice) => notice.code === 'HOST_LOST');
  });
}
