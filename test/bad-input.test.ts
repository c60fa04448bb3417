import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeTmux } from './hosts/fake-tmux.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { Sandbox } from './hosts/sandbox.ts';

needs('tmux');

async function savedServer(): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'alpha', '-x', '100', '-y', '30');
  await server.type('alpha', 'echo first-words');
  await server.shows('alpha', 'first-words');
  await server.prompt('alpha');
  await server.sandbox.save('work');
  return server;
}

/** Everything that is stored, byte for byte. */
async function stored({ state }: Sandbox): Promise<ReadonlyMap<string, string>> {
  const folder = join(state, 'stet', 'checkpoints');
  const names = (await readdir(folder)).toSorted();
  const texts = await Promise.all(names.map(async (name) => readFile(join(folder, name), 'utf8')));
  return new Map(names.map((name, at) => [name, texts[at] ?? '']));
}

async function onlyStored(
  sandbox: Sandbox,
): Promise<{ readonly name: string; readonly text: string }> {
  const [[name, text] = ['', '']] = await stored(sandbox);
  return { name, text };
}

test('without tmux a save and a restore say what to install, and lose nothing', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const before = await stored(sandbox);
  await mkdir(sandbox.path('empty'));
  const env = { PATH: sandbox.path('empty') };
  const missing = {
    code: 'HOST_PROGRAM_MISSING',
    exit: 5,
    message: 'Cannot find the program "tmux"',
  };
  const refusal = await sandbox.refusal(['save', 'work'], env);
  expect(refusal).toMatchObject(missing);
  expect(refusal.suggestion).toContain('Install');
  await server.kill();
  expect(await sandbox.refusal(['restore', 'work'], env)).toMatchObject(missing);
  expect(await stored(sandbox)).toEqual(before);
});

test('with nothing running there is nothing to save, and earlier saves stay', async () => {
  await using server = await savedServer();
  const before = await stored(server.sandbox);
  await server.kill();
  const refusal = await server.sandbox.refusal(['save', 'work']);
  expect(refusal).toMatchObject({ code: 'NOTHING_TO_SAVE', exit: 1 });
  expect(refusal.suggestion).toContain('stet list');
  expect(await stored(server.sandbox)).toEqual(before);
});

test('a server that hangs costs nothing but itself: its last state is kept, marked stale', async () => {
  await using sandbox = await Sandbox.make();
  await using alive = await PrivateTmux.start({ sandbox, socket: sandbox.path('alive') });
  await using hung = await PrivateTmux.start({ sandbox, socket: sandbox.path('hung') });
  sandbox.env['STET_TMUX_SOCKETS'] = `${alive.socket},${hung.socket}`;
  await alive.tmux('new-session', '-d', '-s', 'living');
  await hung.tmux('new-session', '-d', '-s', 'frozen');
  await sandbox.save('work');
  await using pause = await hung.pause();
  await alive.tmux('new-window', '-d', '-n', 'fresh', '-t', 'living:5');

  const saved = await sandbox.save('work', '--host-timeout-ms', '400');
  expect(saved.exit).toBe(3);
  expect(new Map(saved.hosts.map(({ host, status }) => [host, status]))).toEqual(
    new Map([
      [`tmux:${alive.socket}`, 'ok'],
      [`tmux:${hung.socket}`, 'unreachable'],
    ]),
  );
  expect(saved.hosts.flatMap(({ problem }) => problem ?? [])).toMatchObject([
    { code: 'HOST_HANGS' },
  ]);
  const { checkpoint } = await sandbox.show(saved.checkpoint.id);
  expect(checkpoint.quality.suspect).toContain('stale-host');
  expect(checkpoint.hosts[`tmux:${hung.socket}`]?.status).toBe('stale');
  expect(Object.values(checkpoint.tabs).map(({ name }) => name)).toContain('fresh');
  expect(
    Object.values(checkpoint.windows)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['frozen', 'living']);
  await pause[Symbol.asyncDispose]();
});

test('a save of a hanging server alone is refused in time', async () => {
  await using server = await savedServer();
  const before = await stored(server.sandbox);
  await using pause = await server.pause();
  const refusal = await server.sandbox.refusal(['save', 'work', '--host-timeout-ms', '300']);
  expect(refusal).toMatchObject({ code: 'HOST_HANGS', exit: 3 });
  expect(await stored(server.sandbox)).toEqual(before);
  await pause[Symbol.asyncDispose]();
});

test('a restore leaves a hanging server alone and says so', async () => {
  await using server = await savedServer();
  await using pause = await server.pause();
  const restored = await server.sandbox.restore('work', '--host-timeout-ms', '300');
  expect(restored.exit).toBe(3);
  expect(restored.report?.skipped).toMatchObject([{ level: 'host', because: 'HOST_HANGS' }]);
  await pause[Symbol.asyncDispose]();
});

test('a server that dies in the middle of a save is named, and earlier saves stay', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const before = await stored(sandbox);
  const calls = sandbox.path('calls');
  const env = await fakeTmux(
    sandbox,
    `echo >> ${calls}
     [ "$(wc -l < ${calls})" -gt 1 ] && kill -9 ${await server.pid()}
     real "$@"`,
  );
  const refusal = await sandbox.refusal(['save', 'work'], env);
  expect(refusal).toMatchObject({ code: 'HOST_DIED', exit: 4 });
  expect(refusal.message).toContain(server.socket);
  expect(await stored(sandbox)).toEqual(before);
});

test('a server that dies in the middle of a restore is named, and nothing is left behind', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  await server.kill();
  const calls = sandbox.path('calls');
  const env = await fakeTmux(
    sandbox,
    `echo >> ${calls}
     if [ "$(wc -l < ${calls})" -eq 2 ]; then
       kill -9 "$(real -S ${server.socket} display-message -p '#{pid}')"
     fi
     real "$@"`,
  );
  const refusal = await sandbox.refusal(['restore', 'work'], env);
  expect(refusal).toMatchObject({ code: 'HOST_DIED', exit: 4 });
  await sandbox.restore('work');
  expect(await server.tmux('list-sessions', '-F', '#{session_name}')).toBe('alpha');
  expect(await server.lines('alpha')).toContain('first-words');
});

test('a tmux older than 3.2 is refused with its version', async () => {
  await using server = await savedServer();
  const env = await fakeTmux(
    server.sandbox,
    `case "$*" in
       *display-message*version*) echo 3.1c ;;
       *) echo 'source-file: -: No such file or directory' >&2; exit 1 ;;
     esac`,
  );
  const refusal = await server.sandbox.refusal(['save', 'work'], env);
  expect(refusal).toMatchObject({ code: 'HOST_TOO_OLD', exit: 7 });
  expect(refusal.message).toContain('3.1c');
  expect(refusal.suggestion).toContain('3.2');
});

test.for([
  { damage: 'truncated', harm: (text: string) => text.slice(0, text.length / 2) },
  { damage: 'garbled', harm: () => '\0\0\0 not JSON' },
  { damage: 'changed by hand', harm: (text: string) => text.replace('"alpha"', '"omega"') },
])('a checkpoint that is $damage gives way to the one before it', async ({ harm }) => {
  await using server = await savedServer();
  const { sandbox } = server;
  await server.tmux('rename-session', '-t', 'alpha', 'beta');
  const newest = await sandbox.save('work');
  const path = join(sandbox.state, 'stet', 'checkpoints', `${newest.checkpoint.id}.json`);
  await writeFile(path, harm((await readFile(path, 'utf8')).replaceAll('"beta"', '"alpha"')));
  await server.kill();

  const restored = await sandbox.restore('work');
  expect(restored.plan.checkpoint).not.toBe(newest.checkpoint.id);
  expect(restored.plan.notices.map(({ code }) => code)).toContain('FELL_BACK');
  expect(await server.tmux('list-sessions', '-F', '#{session_name}')).toBe('alpha');
  expect(await readdir(join(sandbox.state, 'stet', 'quarantine'))).not.toEqual([]);
});

test('the only checkpoint being damaged is an error, and the file is kept', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const { name, text } = await onlyStored(sandbox);
  await writeFile(join(sandbox.state, 'stet', 'checkpoints', name), text.slice(0, 500));
  const refusal = await sandbox.refusal(['restore', 'work']);
  expect(refusal).toMatchObject({ code: 'CHECKPOINT_CORRUPT', exit: 1 });
  expect(refusal.suggestion).toContain('quarantine');
  const kept = await readdir(join(sandbox.state, 'stet', 'quarantine'), { recursive: true });
  expect(kept.some((file) => file.includes(name.replace('.json', '')))).toBe(true);
});

test('a checkpoint of a newer stet is refused and left as it is', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const { name, text } = await onlyStored(sandbox);
  const newer = text.replace(/"(version|minReader)": 1\b/g, '"$1": 99');
  expect(newer).not.toBe(text);
  await writeFile(join(sandbox.state, 'stet', 'checkpoints', name), newer);
  const refusal = await sandbox.refusal(['restore', 'work']);
  expect(refusal).toMatchObject({ code: 'CHECKPOINT_TOO_NEW', exit: 7 });
  expect((await stored(sandbox)).get(name)).toBe(newer);
});

test.for([
  '../x',
  '',
  'x'.repeat(300),
  'a/b',
  '..',
  '.hidden',
  'a\nb',
  '$(touch EXECUTED)',
  '\u001B[2J',
])('the workspace name %j is refused with the way out', async (name) => {
  await using server = await savedServer();
  const before = await stored(server.sandbox);
  for (const command of ['save', 'restore']) {
    const refusal = await server.sandbox.refusal([command, '--', name]);
    expect(refusal.exit).toBe(2);
    expect(refusal.message.length).toBeLessThan(200);
    expect(refusal.suggestion).not.toBe('');
  }
  expect(await stored(server.sandbox)).toEqual(before);
  expect(await readdir(server.sandbox.state)).toEqual(['stet']);
});

test('a workspace that does not exist brings up the nearest one', async () => {
  await using server = await savedServer();
  await server.sandbox.save('payments');
  const refusal = await server.sandbox.refusal(['restore', 'paymets']);
  expect(refusal).toMatchObject({ code: 'WORKSPACE_NOT_FOUND', exit: 5 });
  expect(refusal.suggestion).toContain('"payments"');
});

test('a kind of host that nobody knows is refused', async () => {
  await using server = await savedServer();
  const refusal = await server.sandbox.refusal(['save', '--host', 'screen']);
  expect(refusal).toMatchObject({ code: 'HOST_UNKNOWN', exit: 2 });
  expect(refusal.suggestion).toContain('tmux:/path/to/socket');
});

test.for(['', '/no/such/folder'])('a restore works with XDG_RUNTIME_DIR="%s"', async (folder) => {
  await using server = await savedServer();
  const { sandbox } = server;
  await server.kill();
  const env = { XDG_RUNTIME_DIR: folder };
  const { report } = await sandbox.ask('workspace.restore', ['restore', 'work'], env);
  expect(report?.failed).toEqual([]);
  expect(await server.lines('alpha')).toContain('first-words');
  expect(await readdir(sandbox.temporary)).toEqual([]);
  expect(await readdir(sandbox.home)).not.toContainEqual(expect.stringContaining('stet-lines'));
});

test('folders that cannot be made anywhere are refused, and nothing waits for ever', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const nowhere = { XDG_STATE_HOME: '/proc/nowhere', XDG_CACHE_HOME: '/proc/nowhere' };
  const command = [...sandbox.command, 'save', 'work', '--json'];
  const { code, stderr } = await sandbox.run(['timeout', '20', ...command], nowhere);
  expect(JSON.parse(stderr.toString())).toMatchObject({ code: 'STORE_UNWRITABLE' });
  expect(code).toBe(1);
});
