import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test('a stalled kitty costs two seconds, and the others are saved', async () => {
  await using world = await KittySandbox.make(display);
  const [stalled] = [await world.up(), await world.up()];
  const first = await world.sandbox.save('work');
  expect(first.checkpoint.panes).toBe(2);

  using _ = stalled.pause();
  const { exit, checkpoint, isLastGood, hosts } = await world.sandbox.save('work');

  expect(exit).toBe(3);
  expect(checkpoint.panes).toBe(2);
  expect(isLastGood).toBe(true);
  expect(hosts.map(({ status }) => status).toSorted()).toEqual(['ok', 'unreachable']);
  const problem = hosts.find(({ status }) => status !== 'ok')?.problem;
  expect(problem?.code).toBe('HOST_HANGS');
  // How long that is on the clock depends on the machine; after how long stet gives up does not.
  expect(problem?.message).toContain('did not answer within 2000 ms');
});

test('a kitty that dies in the middle of a save costs itself alone', async () => {
  await using world = await KittySandbox.make(display);
  const [dying] = [await world.up(), await world.up()];
  await world.sandbox.save('work');
  dying.pause();
  const saving = world.sandbox.save('work');
  const { sandbox } = world;
  await until('stet has called', async () => hasCaller(dying.socket));
  dying.kill();
  const { checkpoint, hosts } = await saving;
  expect(checkpoint.panes).toBeGreaterThanOrEqual(1);
  expect(hosts.filter(({ status }) => status === 'ok')).toHaveLength(1);
  const { checkpoint: kept } = await sandbox.show('work');
  expect(Object.keys(kept.hosts)).toHaveLength(2);
});

test('the only kitty was killed: a save refuses and keeps what was saved', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up();
  const { checkpoint } = await world.sandbox.save('work');
  kitty.kill();
  await until('it is gone', async () => (await world.pids()).length === 0);
  const refusal = await world.sandbox.refusal(['save', 'work']);
  expect(refusal.code).toBe('NOTHING_TO_SAVE');
  expect((await world.sandbox.show('work')).checkpoint.id).toBe(checkpoint.id);
});

test('a fresh kitty after a reboot does not take the place of what was saved', async () => {
  await using world = await KittySandbox.make(display);
  const kitty = await world.up();
  for (let count = 0; count < 4; count += 1) await kitty.launch({ type: 'tab' });
  await world.sandbox.save('work');
  kitty.kill();
  await world.up();
  const saved = await world.sandbox.save('work');
  expect(saved).toMatchObject({ exit: 3, checkpoint: { panes: 6 } });
  const { report } = await world.sandbox.restore('work');
  expect(report?.restored.filter(({ level }) => level === 'pane')).toHaveLength(5);
});

test('a kitty without remote control is reported, and its directories and programs are saved', async () => {
  await using world = await KittySandbox.make(display, 'allow_remote_control no\n');
  const { sandbox } = world;
  sandbox.env['STET_KITTY_SOCKETS'] = 'pid:*';
  await mkdir(join(sandbox.home, 'a place'));
  const kitty = await world.start('--directory', join(sandbox.home, 'a place'), 'sleep', '5000');
  await until('its program runs', async () => (await childWords(kitty.pid)).includes('sleep 5000'));
  sandbox.env['STET_KITTY_SOCKETS'] = `pid:${kitty.pid}`;

  const told = await sandbox.stet(['save', 'work']);
  expect(told).toMatchObject({ code: 0 });
  expect(told.stderr).toContain('only directories and programs are saved');
  expect(told.stderr).toContain('stet integrate kitty');
  const { checkpoint } = await sandbox.show('work');
  const [pane] = Object.values(checkpoint.panes);
  expect(pane?.cwd.path).toBe(join(sandbox.home, 'a place'));
  expect(pane?.program?.argv).toEqual(['sleep', '5000']);
  expect(checkpoint.quality.problems.map(({ code }) => code)).toContain('HOST_LIMITED');
});

test('with the watcher a kitty without remote control is saved whole', async () => {
  const watcher = join(import.meta.dirname, '..', 'kitty', 'stet_watcher.py');
  await using world = await KittySandbox.make(
    display,
    `allow_remote_control no\nwatcher ${watcher}\n`,
  );
  const { sandbox } = world;
  const kitty = await world.start('--title', 'mine');
  await until('stet is in', async () => {
    const { hosts } = await sandbox.ask('system.status', ['status']);
    return hosts.some(({ status }) => status === 'ok');
  });
  const { checkpoint } = await sandbox.save('work');
  expect(checkpoint.lines).toBe(0);
  const { checkpoint: saved } = await sandbox.show('work');
  expect(saved.quality.problems).toEqual([]);
  expect(Object.values(saved.windows)[0]?.settings?.options['size']).toMatch(/^\d+x\d+$/);
  kitty.kill();
  const { report } = await sandbox.restore('work');
  expect(report?.failed).toEqual([]);
});

test('without a display a restore says what kitty said, and nothing is lost', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up();
  const { checkpoint } = await sandbox.save('work');
  kitty.kill();
  await until('it is gone', async () => (await world.pids()).length === 0);
  const refusal = await sandbox.refusal(['restore', 'work'], { DISPLAY: ':4321' });
  expect(refusal).toMatchObject({ code: 'HOST_DIED', exit: 4 });
  expect(refusal.log.join('\n')).toMatch(/display/i);
  expect((await sandbox.show('work')).checkpoint.id).toBe(checkpoint.id);
});

test('a kitty that asks for a password is opened with the one from rc-pass', async () => {
  await using world = await KittySandbox.make(
    display,
    'allow_remote_control password\nremote_control_password "s3cret" *\n',
  );
  const { sandbox } = world;
  await writeFile(join(sandbox.path('config', 'kitty'), 'rc-pass'), 's3cret\n');
  const kitty = await world.start();
  await until('it is saved', async () => {
    const told = await sandbox.stet(['save', 'work', '--json']);
    return told.code === 0;
  });
  const { checkpoint } = await sandbox.show('work');
  expect(checkpoint.quality.problems).toEqual([]);
  expect(Object.values(checkpoint.windows)[0]?.settings?.options['font_size']).toBe('11');
  kitty.kill();
});

test('a wrong password is told, and kitty asks its user once, not at every save', async () => {
  await using world = await KittySandbox.make(
    display,
    'allow_remote_control password\nremote_control_password "right" *\n',
  );
  const { sandbox } = world;
  await writeFile(join(sandbox.path('config', 'kitty'), 'rc-pass'), 'wrong\n');
  const kitty = await world.start();
  const told = await until('it is saved', async () => {
    const { code, stderr } = await sandbox.stet(['save', 'work']);
    return code === 0 && stderr;
  });
  expect(told).toContain('does not know the password');
  expect(told).toContain('rc-pass');
  // Each question to the user is a process of kitty's own.
  const processes = async (): Promise<number> => (await world.pids()).length;
  const asked = await processes();
  const again = await sandbox.stet(['save', 'work']);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).toContain('does not know the password');
  expect(await processes()).toBe(asked);
  // What was written down is what spares the user the second question.
  await rm(join(sandbox.runtime, 'stet', `kitty-${kitty.pid}.refused`));
  await sandbox.stet(['save', 'work']);
  await until('it asks again', async () => (await processes()) === asked + 1);
  await writeFile(join(sandbox.path('config', 'kitty'), 'rc-pass'), 'right\n');
  expect((await sandbox.stet(['save', 'work'])).stderr).not.toContain('password');
});

test('an idle client of remote control keeps nobody waiting where stet is inside', async () => {
  const watcher = join(import.meta.dirname, '..', 'kitty', 'stet_watcher.py');
  await using world = await KittySandbox.make(display, `watcher ${watcher}\n`);
  const kitty = await world.up();
  const held = createConnection(kitty.socket);
  const list = '\u001BP@kitty-cmd{"cmd":"ls","version":[0,14,2],"payload":{}}\u001B\\';
  held.once('connect', () => held.write(list));
  await once(held, 'data');
  try {
    const saved = await world.sandbox.save('work');
    expect(saved).toMatchObject({ exit: 0, notices: [], checkpoint: { panes: 1 } });
    expect(saved.hosts.map(({ status }) => status)).toEqual(['ok']);
  } finally {
    held.destroy();
  }
});

test('a password that allows only to look is enough for layouts and directories', async () => {
  await using world = await KittySandbox.make(
    display,
    'allow_remote_control password\nremote_control_password "look" ls\n',
  );
  const { sandbox } = world;
  await writeFile(join(sandbox.path('config', 'kitty'), 'rc-pass'), 'look\n');
  await world.start();
  await until('it is saved', async () => {
    const told = await sandbox.stet(['save', 'work', '--json']);
    return told.code === 0;
  });
  const { checkpoint } = await sandbox.show('work');
  expect(checkpoint.quality.problems.map(({ code }) => code)).toEqual(['HOST_LIMITED']);
  expect(Object.values(checkpoint.tabs)[0]?.settings?.options['layout']).toBe('tall');
  expect(Object.values(checkpoint.panes)[0]?.cwd.path).toBe(sandbox.home);
});

test('a kitty on an abstract socket is asked through its own client', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const name = `@stet-test-${process.pid}`;
  sandbox.env['STET_KITTY_SOCKETS'] = `unix:${name}`;
  await world.start('--listen-on', `unix:${name}`);
  await until('it is saved', async () => {
    const told = await sandbox.stet(['save', 'work', '--json']);
    return told.code === 0;
  });
  const { checkpoint } = await sandbox.show('work');
  expect(Object.keys(checkpoint.hosts)).toEqual([`kitty:${name}`]);
  expect(checkpoint.quality.problems).toEqual([]);
});

test('a restore that is killed while its kitty comes up leaves no empty kitty behind', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const kitty = await world.up();
  await sandbox.save('work');
  kitty.kill();
  await until('it is gone', async () => (await world.pids()).length === 0);
  const pidFile = sandbox.path('stet.pid');
  const script = `echo $$ > ${pidFile}; exec "$@"`;
  const words = ['sh', '-c', script, 'sh', ...sandbox.command, 'restore', 'work'] as const;
  const restoring = sandbox.run(['sh', '-c', '"$@"; exit $?', 'sh', ...words]);
  await until('another has begun', async () => (await world.pids()).length > 0);
  process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
  expect((await restoring).code).toBe(137);
  await until('that one has ended', async () => (await world.pids()).length === 0);
  for (const name of await readdir(sandbox.runtime)) {
    if (name.startsWith('stet-')) await rm(sandbox.path('run', name), { recursive: true });
  }
});

/** The words of the children of a process, one string each. */
async function childWords(pid: number): Promise<readonly string[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const words = children
    .trim()
    .split(' ')
    .map(async (child) => readFile(`/proc/${child}/cmdline`, 'latin1').catch(() => ''));
  return (await Promise.all(words)).map((own) => own.replace(/\0$/, '').replaceAll('\0', ' '));
}

/** Whether somebody waits to be served: a connection that nobody has taken yet. */
async function hasCaller(socket: string): Promise<boolean> {
  const lines = (await readFile('/proc/net/unix', 'latin1')).split('\n');
  return lines.filter((line) => line.endsWith(` ${socket}`)).length > 1;
}
