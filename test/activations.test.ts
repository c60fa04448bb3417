import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Program } from '../src/model/checkpoint.ts';
import { foregroundOf, PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';

needs('tmux', 'direnv');

/** A server with one pane whose shell knows a secret. */
async function startedServer(): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '160', '-y', '30');
  await server.type('work', 'export PLAIN_NAME=hunter2');
  return server;
}

/** A virtual environment as `python3 -m venv` makes it. */
async function madeVenv({ sandbox }: PrivateTmux, name: string): Promise<string> {
  const path = join(sandbox.home, name);
  const { code, stderr } = await sandbox.run([
    '/usr/bin/python3',
    '-m',
    'venv',
    '--without-pip',
    path,
  ]);
  expect(stderr.toString()).toBe('');
  expect(code).toBe(0);
  return path;
}

async function saved(server: PrivateTmux): Promise<Program | undefined> {
  await server.sandbox.save('work');
  const { checkpoint } = await server.sandbox.show('work');
  return Object.values(checkpoint.panes)[0]?.program;
}

async function restarted(server: PrivateTmux): Promise<void> {
  await server.kill();
  await server.sandbox.empty();
}

async function foregroundPid(server: PrivateTmux): Promise<number> {
  return foregroundOf(Number(await server.ask('work', '#{pane_pid}')));
}

/** The environment of what runs in the foreground. */
async function environmentOf(server: PrivateTmux): Promise<Readonly<Record<string, string>>> {
  const pid = await foregroundPid(server);
  const entries = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => [entry.split('=')[0] ?? '', entry.slice(entry.indexOf('=') + 1)]),
  );
}

/** Everything in the store that is written in plain text. */
async function manifests({ sandbox }: PrivateTmux): Promise<string> {
  const folder = join(sandbox.state, 'stet', 'checkpoints');
  const files = await readdir(folder);
  return (await Promise.all(files.map(async (name) => readFile(join(folder, name), 'utf8')))).join(
    '',
  );
}

const SHOW_PREFIX =
  "python -c 'import os, sys, time; print(os.getpid(), sys.prefix, flush=True); time.sleep(900)'";

test('python runs again in its virtualenv, and the shell below is told how to go back to it', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  // venv puts the name into the prompt, and bash runs what stands in there.
  await server.type('work', 'export VIRTUAL_ENV_DISABLE_PROMPT=1');
  const venv = await madeVenv(server, "it's $(touch owned)");
  await server.type('work', String.raw`. "it's \$(touch owned)/bin/activate"; clear`);
  await server.type('work', SHOW_PREFIX);
  await server.runs('work', 'python');
  await server.shows('work', `${await foregroundPid(server)} ${venv}`);
  expect(await saved(server)).toMatchObject({
    argv: ['python', '-c', expect.anything()],
    activations: [{ tool: 'virtualenv', directory: venv, searchPath: [`${venv}/bin`] }],
  });
  expect(await manifests(server)).not.toContain('hunter2');
  await restarted(server);

  const { report } = await sandbox.restore('work', '--run-programs', 'python');
  expect(report?.approximated).toEqual([]);
  await server.runs('work', 'python');
  await server.shows('work', `${await foregroundPid(server)} ${venv}`);
  expect(await environmentOf(server)).toMatchObject({ VIRTUAL_ENV: venv });
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.shows('work', 'To go on as before:');
  await server.type('work', 'echo "now <$VIRTUAL_ENV>"');
  await server.shows('work', 'now <>');
  await server.type('work', 'export VIRTUAL_ENV_DISABLE_PROMPT=1');
  const lines = await server.lines('work');
  const hint = lines.find((line) => line.includes('To go on as before: ')) ?? '';
  await server.type('work', hint.slice(hint.indexOf(': ') + 2));
  await server.type('work', 'echo "then <$VIRTUAL_ENV>"');
  await server.shows('work', `then <${venv}>`);
  expect(await readdir(sandbox.home)).not.toContain('owned');
});

test('a program whose virtualenv is gone is only offered, until that is back', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  const venv = await madeVenv(server, 'venv');
  await server.type('work', `. venv/bin/activate; clear`);
  await server.type('work', 'sleep 7003');
  await server.runs('work', 'sleep');
  await saved(server);
  await rename(venv, `${venv}.away`);
  for (const _ of ['once', 'again']) {
    await restarted(server);
    const { report } = await sandbox.restore('work', '--run-programs', 'sleep');
    await server.shows('work', `Enter runs: sleep 7003 [its virtualenv ${venv} is not there]`);
    expect(report?.approximated).toMatchObject([{ because: 'PROGRAM_OFFERED' }]);
    expect(await saved(server)).toMatchObject({
      argv: ['sleep', '7003'],
      activations: [{ directory: venv, searchPath: [`${venv}/bin`] }],
    });
  }
  await restarted(server);
  await rename(`${venv}.away`, venv);
  const { report } = await sandbox.restore('work', '--run-programs', 'sleep');
  await server.runs('work', 'sleep');
  expect(report?.approximated).toEqual([]);
  const { VIRTUAL_ENV, PATH = '' } = await environmentOf(server);
  expect([VIRTUAL_ENV, PATH.split(':')[0]]).toEqual([venv, `${venv}/bin`]);
});

test('what direnv knows is loaded by direnv again, and stored nowhere', async () => {
  await using server = await startedServer();
  const { sandbox } = server;
  const project = join(sandbox.home, 'shop');
  await mkdir(join(project, 'bin'), { recursive: true });
  await symlink('/bin/sleep', join(project, 'bin', 'serve'));
  await writeFile(join(project, '.envrc'), 'export SHOP_KEY=hunter2\nPATH_add bin\n');
  await sandbox.run(['direnv', 'allow', project]);
  await server.type('work', 'cd shop; eval "$(direnv export bash)"; clear');
  await server.type('work', 'serve 7004');
  await server.runs('work', 'serve');
  expect(await environmentOf(server)).toMatchObject({ SHOP_KEY: 'hunter2' });
  expect(await saved(server)).toMatchObject({
    argv: ['serve', '7004'],
    activations: [{ tool: 'direnv', directory: project, searchPath: [join(project, 'bin')] }],
  });
  expect(await manifests(server)).not.toContain('hunter2');

  for (const _ of ['from a shell', 'from a restore']) {
    await restarted(server);
    const { report } = await sandbox.restore('work', '--run-programs', 'serve');
    await server.runs('work', 'serve');
    expect(report?.approximated).toEqual([]);
    expect(await environmentOf(server)).toMatchObject({ SHOP_KEY: 'hunter2' });
    expect(await saved(server)).toMatchObject({ argv: ['serve', '7004'] });
  }
  await restarted(server);
  // What the user has not allowed, direnv does not load, and nothing starts without it.
  await writeFile(join(project, '.envrc'), 'touch ~/owned\n');
  await sandbox.restore('work', '--run-programs', 'serve');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual(['bash', '--norc']);
  expect(await readdir(sandbox.home)).not.toContain('owned');
});
