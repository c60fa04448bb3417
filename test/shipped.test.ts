import { mkdir, readFile, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { runChild } from './hosts/run-child.ts';
import { Sandbox } from './hosts/sandbox.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb');

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** As `npm pack` and `npm install` leave it: the files that are shipped, and a link on the PATH. */
let installed: { readonly sandbox: Sandbox; readonly folder: string; readonly command: string };
let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
  const sandbox = await Sandbox.make();
  const folder = sandbox.path('lib', 'stet');
  await mkdir(folder, { recursive: true });
  await runShell(
    `npm pack --silent --ignore-scripts --pack-destination "$1" >/dev/null &&
    tar -xzf "$1"/stet-*.tgz -C "$2" --strip-components 1`,
    sandbox.folder,
    folder,
  );
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  installed = { sandbox, folder, command: await link(sandbox, join(folder, 'bin', 'stet')) };
});
afterAll(async () => {
  await installed.sandbox[Symbol.asyncDispose]();
  await display[Symbol.asyncDispose]();
});

async function runShell(script: string, ...args: readonly string[]): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' };
  const { code, stderr } = await runChild({
    argv: ['sh', '-c', script, 'sh', ...args],
    env,
    cwd: ROOT,
  });
  if (code !== 0) throw new Error(stderr.toString());
}

/** A relative link to a link, as package managers make them. */
async function link(sandbox: Sandbox, target: string): Promise<string> {
  const [first, second] = [sandbox.path('links', 'stet'), sandbox.path('bin', 'stet')];
  for (const [path, to] of [
    [first, target],
    [second, first],
  ] as const) {
    await mkdir(dirname(path), { recursive: true });
    await symlink(relative(dirname(path), to), path);
  }
  return second;
}

const WRITTEN: readonly (readonly [string, string, RegExp])[] = [
  ['kitty', 'config/kitty/kitty.conf', /^watcher (.*)$/m],
  ['opencode', 'config/opencode/tui.json', /"(\/[^"]*)"/],
  ['pi', 'home/.pi/agent/extensions/stet-observer.js', /"file:\/\/([^"]*)"/],
];

test.each(WRITTEN)(
  'an installed stet integrates %s with files of its own',
  async (name, path, ours) => {
    await using sandbox = await Sandbox.make();
    sandbox.command = [installed.command];
    expect(await sandbox.stet(['integrate', name, '--yes'])).toMatchObject({ code: 0 });
    const [, file = ''] = ours.exec(await readFile(sandbox.path(path), 'utf8')) ?? [];
    expect(await realpath(file)).toBe(file);
    expect(file.startsWith(`${await realpath(installed.folder)}/`)).toBe(true);
  },
);

test('an installed stet integrates codex, and runs opencode observed', async () => {
  await using sandbox = await Sandbox.make();
  sandbox.command = [installed.command];
  expect(await sandbox.stet(['integrate', 'codex', '--yes'])).toMatchObject({ code: 0 });
  expect(await readFile(join(sandbox.home, '.codex', 'config.toml'), 'utf8')).toContain('thread');
  await symlink('/usr/bin/env', join(sandbox.home, 'opencode'));
  const told = await sandbox.stet(['run', join(sandbox.home, 'opencode')]);
  const [, settings = ''] = /^OPENCODE_TUI_CONFIG=(.*)$/m.exec(told.stdout) ?? [];
  expect(await readFile(settings, 'utf8')).toContain('stet-observer');
});

const WAYS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a watcher', 'allow_remote_control no\n', ['integrate', 'kitty', '--yes']],
  ['remote control', '', ['status']],
];

test.each(WAYS)('an installed stet saves a kitty through %s and restores it', async (...given) => {
  const [, conf, before] = given;
  await using world = await KittySandbox.make(display, conf);
  const { sandbox } = world;
  sandbox.command = [installed.command];
  expect(await sandbox.stet(before)).toMatchObject({ code: 0 });
  const kitty = await world.start('--title', 'kept');
  await until('it is saved whole', async () => {
    if ((await sandbox.stet(['save', 'work'])).code !== 0) return false;
    const { checkpoint } = await sandbox.show('work');
    return checkpoint.quality.problems.length === 0;
  });
  kitty.kill();
  await until('it has ended', async () => (await world.pids()).length === 0);
  const { report, fidelity } = await sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  expect(report?.restored.filter(({ level }) => level === 'pane')).toHaveLength(1);
  expect(fidelity?.kinds.flatMap(({ lost }) => lost)).toEqual([]);
});
