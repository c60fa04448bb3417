import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ResultOf } from '../../src/protocol/methods.ts';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

type Checkpoint = ResultOf<'checkpoint.show'>['checkpoint'];

/** All processes end at once, and what was in the runtime folder is gone, as after a reboot. */
async function reboot({ sandbox }: World): Promise<void> {
  await sandbox.cutPower();
  await rm(sandbox.path('socket'), { recursive: true, force: true });
}

async function lines(world: World, session: string): Promise<readonly string[]> {
  const words = ['snapshot', '-s', session, '--scrollback', '0..'];
  const { scrollback } = await world.ask('session.snapshot', ...words);
  return scrollback?.lines ?? [];
}

/** The saved lines of a session, as `stet show` has them. */
async function savedLines(world: World, name: string): Promise<readonly string[]> {
  const shown = await world.ask('checkpoint.show', 'show', 'default');
  const id = paneCalled(shown.checkpoint, name);
  const { lines: saved = [] } = await world.ask('checkpoint.show', 'show', 'default', '--pane', id);
  return saved;
}

function paneCalled({ panes }: Checkpoint, name: string): string {
  const found = Object.entries(panes).find(([, pane]) => pane.name === name);
  if (found === undefined) throw new Error(`No saved session is called ${name}`);
  return found[0];
}

async function identities(world: World): Promise<readonly string[]> {
  const { sessions } = await world.ask('session.list', 'list-sessions');
  return sessions.map(({ id, name, command }) => `${id} ${name} ${command}`);
}

async function printed(world: World, count: number): Promise<void> {
  const script = `for i in $(seq ${count}); do printf '\\033[3%dmline %d\\033[0m, \\033[1mbold\\033[m\\n' $((i % 8)) $i; done`;
  await writeFile(join(world.home, 'print.sh'), script);
  await world.say('submit', '-s', 'work', '. ./print.sh');
  await world.see('work', `line ${count}, bold`);
}

test('after a reboot every session is back under its id and name, where and as it was', async () => {
  await using world = await World.open();
  await mkdir(join(world.home, 'deep/er'), { recursive: true });
  await writeFile(join(world.home, 'log'), 'first\nlast line of the log\n');
  await world.spawnShell('work');
  await printed(world, 500);
  await world.say('submit', '-s', 'work', 'cd deep/er');
  await world.spawn('follow', 'tail', '-f', 'log');
  await world.see('follow', 'last line of the log');
  const before = await identities(world);
  await world.say('wait-for', '-s', 'work', '--prompt');
  await world.say('save');
  const shown = (await savedLines(world, 'work')).slice(0, -1);
  await reboot(world);
  const { report, fidelity } = await world.ask('workspace.restore', 'restore');
  expect(report?.failed).toEqual([]);
  expect(fidelity?.kinds.flatMap(({ lost }) => lost)).toEqual([]);
  expect(await identities(world)).toEqual(before);
  await world.see('follow', 'last line of the log');
  const after = await lines(world, 'work');
  expect(after.filter((line) => line.includes(', bold'))).toHaveLength(500);
  await world.say('save');
  expect((await savedLines(world, 'work')).slice(0, shown.length)).toEqual(shown);
  await world.say('submit', '-s', 'work', 'pwd');
  await world.see('work', '/deep/er');
});

test('a daemon that is killed while older lines are on their way leaves them to the next one', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await printed(world, 20_000);
  await world.say('save');
  await reboot(world);
  const restoring = world.stet('restore');
  await until('the session is back', async () => (await world.names()).includes('work'));
  await world.killDaemon();
  await restoring;
  const after = (await lines(world, 'work')).filter((line) => line.includes(', bold'));
  expect(after).toEqual(Array.from({ length: 20_000 }, (_, at) => `line ${at + 1}, bold`));
  await world.say('save');
  expect((await savedLines(world, 'work')).length).toBeGreaterThanOrEqual(20_000);
});

test('a second restore finds everything there and does nothing', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await world.say('save');
  await reboot(world);
  const first = await world.ask('workspace.restore', 'restore');
  expect(first.plan.actions.length).toBeGreaterThan(0);
  const pid = (await world.status('work')).pid;
  const second = await world.ask('workspace.restore', 'restore');
  expect(second.plan.actions).toEqual([]);
  expect((await world.status('work')).pid).toBe(pid);
});

test('undo ends the sessions that a restore opened', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await world.say('save');
  await reboot(world);
  await world.spawnShell('other');
  await world.say('restore');
  expect(await world.names()).toEqual(['other', 'work']);
  await world.say('undo');
  await until('only the other one is left', async () => (await world.names()).join() === 'other');
});

test('what nobody saved by hand is there after a power cut', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await printed(world, 200);
  await until('it saved on its own', async () => {
    const saved = await savedLines(world, 'work').catch(() => []);
    return saved.some((line) => line.includes('line 200'));
  });
  const before = await identities(world);
  const shown = await lines(world, 'work');
  await reboot(world);
  await world.say('restore');
  expect(await identities(world)).toEqual(before);
  const after = await lines(world, 'work');
  expect(after.filter((line) => line.includes(', bold'))).toEqual(
    shown.filter((line) => line.includes(', bold')),
  );
});

test('a save that was not asked for writes nothing when nothing has changed', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await printed(world, 50);
  const ids = async (): Promise<string> => {
    const log = await world.ask('workspace.log', 'log');
    return log.map(({ id }) => id).join();
  };
  await until('it saved on its own', async () =>
    (await savedLines(world, 'work').catch(() => [])).some((line) => line.includes('line 50')),
  );
  await world.spawn('monitor', 'htop');
  await world.see('monitor', 'PID');
  await world.say('save');
  const settled = await ids();
  for (let turn = 0; turn < 4; turn += 1) {
    const { total_bytes: before } = (await world.status('monitor')).retention;
    await until('htop drew again', async () => {
      const { total_bytes: now } = (await world.status('monitor')).retention;
      return now > before;
    });
  }
  expect(await world.ask('workspace.save', 'save')).toMatchObject({ isNew: false });
  expect(await ids()).toBe(settled);
});

test('a session that somebody ended does not come back', async () => {
  await using world = await World.open();
  for (const name of ['one', 'two', 'three']) await world.spawnShell(name);
  await world.say('save');
  await world.say('kill', '-s', 'two');
  await world.say('save');
  await reboot(world);
  await world.say('restore');
  expect(await world.names()).toEqual(['one', 'three']);
});

test('a name that was taken meanwhile stays with its session, and the report says so', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await printed(world, 20);
  await world.say('save', 'keep');
  await reboot(world);
  await world.spawnShell('work');
  const { report } = await world.ask('workspace.restore', 'restore', 'keep');
  expect(await world.names()).toEqual(['work', 'work-2']);
  expect(report?.approximated.map(({ because }) => because)).toContain('NAME_TAKEN');
  await world.see('work-2', 'line 20, bold');
});

test('a program whose directory and file are gone comes back as a shell that says why', async () => {
  await using world = await World.open();
  await mkdir(join(world.home, 'gone'));
  await world.program('own-tool', 'echo tool runs; exec sleep 1000');
  await world.spawn('tool', 'own-tool');
  await world.see('tool', 'tool runs');
  await world.say('save');
  await reboot(world);
  const { plan } = await world.ask('workspace.restore', 'restore');
  expect(plan.notices.map(({ code }) => code)).toContain('PROGRAM_NOT_RUN');
  await world.see('tool', 'tool runs');
});

test('a dry run says what would be brought back and starts nothing', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await world.say('save');
  await reboot(world);
  const { plan } = await world.ask('workspace.restore', 'restore', '--dry-run');
  expect(plan.actions.length).toBeGreaterThan(0);
  expect(await world.names()).toEqual([]);
});

test('without the daemon a restore of sessions is refused before anything is done', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await world.say('save');
  await reboot(world);
  const refusal = await world.refusal('restore', '--no-daemon');
  expect(refusal.code).toBe('DAEMON_NEEDED');
});
