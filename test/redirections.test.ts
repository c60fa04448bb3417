import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Program } from '../src/model/checkpoint.ts';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { foregroundOf, PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';
import { World } from './sessions/world.ts';

needs('tmux', 'python3', 'less', 'kitty', 'Xvfb');

/** A server with one pane, in whose home a file `in.txt` is; the pane is in the home. */
async function startedServer(): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await writeFile(join(server.sandbox.home, 'in.txt'), 'first\nsecond\n');
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  return server;
}

async function savedAs(server: PrivateTmux): Promise<Program | undefined> {
  await server.sandbox.save('work');
  const { checkpoint } = await server.sandbox.show('work');
  return Object.values(checkpoint.panes)[0]?.program;
}

/** Where the standard streams of the program in the foreground lead. */
async function streamsOf(server: PrivateTmux): Promise<readonly string[]> {
  const pid = await foregroundOf(Number(await server.ask('work', '#{pane_pid}')));
  return Promise.all([0, 1, 2].map(async (stream) => readlink(`/proc/${pid}/fd/${stream}`)));
}

/** Waits until a file holds a text as often as that. */
async function holds(path: string | Buffer, text: string, times: number): Promise<void> {
  await until(`${path.toString()} holds ${text} ${times} times`, async () => {
    const found = await readFile(path, 'utf8').catch(() => '');
    return found.split(text).length === times + 1;
  });
}

test('a program writes on behind what its file holds, and no restore ever empties a file', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  const name = 'out \'"$(touch owned)`touch owned`\n-;&.log';
  const out = join(sandbox.home, name);
  const typed = `out '"'"'"$(touch owned)\`touch owned\``;
  await server.type('work', `tail -f in.txt > '${typed}'$'\\n''-;&.log' 2>&1`);
  await server.runs('work', 'tail');
  await holds(out, 'second', 1);
  expect(await savedAs(server)).toMatchObject({
    argv: ['tail', '-f', 'in.txt'],
    redirections: [
      [
        { kind: 'file', stream: 1, path: out, mode: 'write' },
        { kind: 'joined', stream: 2 },
      ],
    ],
  });
  await server.kill();
  await sandbox.empty();

  const { report } = await sandbox.restore('work');
  await server.runs('work', 'tail');
  expect((await streamsOf(server)).slice(1)).toEqual([out, out]);
  await holds(out, 'second', 2);
  expect(report?.approximated).toMatchObject([{ because: 'OUTPUT_APPENDED' }]);
  expect(existsSync(join(sandbox.home, 'owned'))).toBe(false);
});

const SERVE =
  "python3 -uc 'import sys, time; print(sys.stdin.read(), flush=True); time.sleep(900)'";

test('what a program read and where it wrote on come back, and the report has nothing to add', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  const log = join(sandbox.home, 'log');
  const input = join(sandbox.home, 'in.txt');
  await server.type('work', `${SERVE} < in.txt >> log 2> /dev/null`);
  await holds(log, 'first', 1);
  await savedAs(server);
  await server.kill();
  await sandbox.empty();

  const { report } = await sandbox.restore('work', '--run-programs', 'python3');
  await holds(log, 'first', 2);
  expect(await streamsOf(server)).toEqual([input, log, '/dev/null']);
  expect(report?.approximated).toEqual([]);
});

test('a pipeline keeps the redirections of each of its commands', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  await server.type('work', 'tail -f in.txt missing 2>&1 | cat -n 2> errors | cat >> out');
  await holds(join(sandbox.home, 'out'), 'missing', 1);
  const saved = await savedAs(server);
  expect(saved?.redirections).toMatchObject([
    [{ kind: 'joined', stream: 2 }],
    [{ stream: 2, path: join(sandbox.home, 'errors'), mode: 'write' }],
    [{ stream: 1, path: join(sandbox.home, 'out'), mode: 'append' }],
  ]);
  await server.kill();
  await sandbox.empty();

  await sandbox.restore('work', '--run-programs', 'tail,cat');
  await holds(join(sandbox.home, 'out'), 'missing', 2);
  const again = await savedAs(server);
  expect(again).toMatchObject({ argv: saved?.argv, pipedTo: saved?.pipedTo });
  expect(again?.redirections?.[0]).toEqual([{ kind: 'joined', stream: 2 }]);
});

test('a program whose file was deleted is only offered, however often it is saved', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  await server.type('work', 'tail -f in.txt > gone.log');
  await holds(join(sandbox.home, 'gone.log'), 'second', 1);
  await rm(join(sandbox.home, 'gone.log'));
  await savedAs(server);
  for (const round of [1, 2]) {
    await server.kill();
    await sandbox.empty();
    const { report } = await sandbox.restore('work');
    await server.shows(
      'work',
      'Enter runs: tail -f in.txt [its output was a file that was deleted]',
    );
    expect(report?.approximated).toMatchObject([{ because: 'PROGRAM_OFFERED' }]);
    expect(await savedAs(server), `round ${round}`).toMatchObject({
      argv: ['tail', '-f', 'in.txt'],
    });
  }
  expect(existsSync(join(sandbox.home, 'gone.log'))).toBe(false);
});

test('a program whose folder is gone leaves a shell, and so does one whose file is none any more', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  const folder = join(sandbox.home, 'logs');
  await mkdir(folder);
  await server.type('work', 'tail -f in.txt >> logs/out');
  await holds(join(folder, 'out'), 'second', 1);
  await savedAs(server);
  await server.kill();
  await sandbox.empty();
  await rm(folder, { recursive: true });
  const refused = [{ because: 'REDIRECTION_MISSING' }];
  expect((await sandbox.restore('work')).report?.approximated).toMatchObject(refused);
  await server.prompt('work');
  expect(existsSync(folder)).toBe(false);

  await server.kill();
  await sandbox.empty();
  await mkdir(folder);
  await sandbox.run(['mkfifo', join(folder, 'out')]);
  expect((await sandbox.restore('work')).report?.approximated).toMatchObject(refused);
  await server.prompt('work');
});

test('less shows a file again that it read as its input', async () => {
  await using server = await startedServer();
  await server.type('work', 'less < in.txt');
  await server.runs('work', 'less');
  await savedAs(server);
  await server.kill();
  const { report } = await server.sandbox.restore('work');
  await server.runs('work', 'less');
  await server.shows('work', 'second');
  expect(report?.approximated).toEqual([]);
});

test('a session keeps the redirections of its program over a power cut', async () => {
  await using world = await World.open();
  const out = join(world.home, 'out');
  await writeFile(join(world.home, 'in.txt'), 'first\nsecond\n');
  await world.spawnShell('work');
  await world.say('submit', '-s', 'work', 'tail -f in.txt > out 2>&1');
  await holds(out, 'second', 1);
  await world.say('save');
  await world.sandbox.cutPower();
  await rm(world.sandbox.path('socket'), { recursive: true, force: true });

  const { report } = await world.ask('workspace.restore', 'restore');
  await holds(out, 'second', 2);
  expect(report?.approximated).toMatchObject([{ because: 'OUTPUT_APPENDED' }]);
});

test('a kitty keeps the redirections of its programs, also to a name that is no UTF-8', async () => {
  await using display = await PrivateDisplay.start();
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  const out = Buffer.concat([Buffer.from(join(sandbox.home, 'out ')), Buffer.from([0xff])]);
  await writeFile(join(sandbox.home, 'in.txt'), 'first\nsecond\n');
  const kitty = await world.up('--name', 'main');
  const pane = await kitty.launch({ type: 'tab', cwd: sandbox.home, args: ['bash', '--norc'] });
  await kitty.shows(pane, 'bash-');
  await kitty.type(pane, "tail -f in.txt >> $'out \\xff'\r");
  await holds(out, 'second', 1);
  await sandbox.save('work');
  kitty.kill();

  const { report } = await sandbox.restore('work');
  await holds(out, 'second', 2);
  expect(report?.failed).toEqual([]);
  expect(report?.approximated).toEqual([]);
});
