import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hotCommands } from '../../src/main/run-line.ts';
import { runChild } from '../hosts/run-child.ts';
import type { Told } from '../hosts/sandbox.ts';
import { DaemonWorld, gone, matching } from './daemon-world.ts';
import { readsLittle } from './reads-little.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = join(ROOT, 'bin/stet');
const BUNDLE = join(ROOT, 'dist/main/stet.cjs');

/** A world in which it is seen whether node was started. */
class EntryWorld implements AsyncDisposable {
  readonly world: DaemonWorld;
  readonly #log: string;

  private constructor(world: DaemonWorld) {
    this.world = world;
    this.#log = world.sandbox.path('node-was-started');
  }

  static async make(): Promise<EntryWorld> {
    const world = await DaemonWorld.make();
    const entry = new EntryWorld(world);
    const { env } = world.sandbox;
    const shims = world.sandbox.path('bin');
    await mkdir(shims);
    const node = join(shims, 'node');
    await writeFile(node, `#!/bin/sh\necho x >>"${entry.#log}"\nexec "${process.execPath}" "$@"\n`);
    await chmod(node, 0o755);
    env['PATH'] = `${shims}:${env['PATH'] ?? ''}`;
    return entry;
  }

  /** The command as people install it. */
  async entry(args: readonly string[], env = {}): Promise<Told & { readonly wasNode: boolean }> {
    await rm(this.#log, { force: true });
    const told = await this.#run([ENTRY, ...args], env);
    const wasNode = (await readFile(this.#log, 'utf8').catch(() => '')) !== '';
    return { ...told, wasNode };
  }

  /** The command without the entry. */
  async node(args: readonly string[], env = {}): Promise<Told> {
    return this.#run([process.execPath, BUNDLE, ...args], env);
  }

  async #run(argv: readonly [string, ...string[]], env: object): Promise<Told> {
    const { code, stdout, stderr } = await this.world.sandbox.run(argv, env);
    return { code, stdout: timeless(stdout.toString()), stderr: timeless(stderr.toString()) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]();
  }
}

/** Durations are never the same twice. */
function timeless(text: string): string {
  return text.replaceAll(/("(?:\w+_ms|pid)": ?)\d+/g, '$1N');
}

beforeAll(async () => {
  const { code, stderr } = await runChild({
    argv: [process.execPath, 'scripts/bundle.mjs'],
    env: {},
    cwd: ROOT,
  });
  if (code !== 0) throw new Error(stderr.toString());
});

describe('of every hot command the entry prints what node prints', () => {
  let shared: EntryWorld;

  beforeAll(async () => {
    shared = await EntryWorld.make();
    const spawned = await shared.node(['spawn', '--name', 'quiet', 'cat']);
    if (spawned.code !== 0) throw new Error(spawned.stderr);
    await shared.node(['type', '-s', 'quiet', 'ready\\n']);
    await shared.node(['wait-for', '-s', 'quiet', '--stable', '200', '-t', '5000']);
  });

  afterAll(async () => shared[Symbol.asyncDispose]());

  const lines: readonly (readonly string[])[] = [
    ['snapshot', '-s', 'quiet'],
    ['snapshot', '-s', 'quiet', '--format', 'text'],
    ['snapshot', '-s', 'quiet', '--format', 'ansi'],
    ['snapshot', '--json'],
    ['snapshot', '-s', 'gone'],
    ['snapshot', '-s', 'gone', '--json'],
    ['snapshot', '--format', 'painting'],
    ['snapshot', '-s', 'quiet', '--await-change', 'x', '--settle', '1', '--strict'],
    ['wait-for', '-s', 'quiet', 'ready'],
    ['wait-for', '-s', 'quiet', 'never', '-t', '20'],
    ['wait-for', '-s', 'quiet', '--regex', '('],
    ['list-sessions'],
    ['list-sessions', '--json'],
    ['type', '-s', 'quiet', ''],
    ['type', '-s', 'gone', 'two words', '--json'],
    ['type', '-s', 'quiet'],
    ['key', '-s', 'quiet', 'NoSuchKey'],
    ['key', '-s', 'quiet', 'Ctrl+Q'],
    ['paste', '-s', 'gone', "it's $HOME; `x` \\n\n\u00e4\u4e2d\ud83d\ude00 --x"],
    ['submit', '-s', 'gone', 'x'],
    ['click', '-s', 'quiet', '1', '1'],
    ['click', '-s', 'quiet', '@e1'],
    ['scroll', '-s', 'quiet', 'up'],
    ['resize', '-s', 'quiet', '80', '24'],
    ['resize', '-s', 'quiet', '0', '24'],
    ['snapshot', '--no-such-flag'],
    ['snapshot', '--colour', 'always', '-s', 'gone'],
  ];

  test.each(lines.map((words) => ({ line: words.join(' '), words })))(
    '$line',
    async ({ words }) => {
      const { wasNode, ...fast } = await shared.entry(words);
      expect(fast).toEqual(await shared.node(words));
      expect(wasNode).toBe(false);
    },
  );

  test('no hot command is missing above, and the entry knows them all', async () => {
    const used = new Set(lines.map(([command]) => command));
    expect(used).toEqual(new Set(hotCommands));
    const script = await readFile(ENTRY, 'utf8');
    expect(script).toContain(`    ${hotCommands.join(' | ')}) ;;`);
  });

  test('the environment of the caller counts, as for node', async () => {
    const session = { STET_SESSION: 'quiet' };
    const fast = await shared.entry(['snapshot', '--format', 'text'], session);
    expect(fast).toMatchObject({ code: 0, wasNode: false, stdout: matching(/ready/) });
    const broken = { STET_HOST_TIMEOUT_MS: 'soon' };
    const { wasNode, ...refused } = await shared.entry(['list-sessions'], broken);
    expect(refused).toEqual(await shared.node(['list-sessions'], broken));
    expect([refused.code, wasNode]).toEqual([2, false]);
  });
});

test('the entry has the version of the package', async () => {
  const script = await readFile(ENTRY, 'utf8');
  const manifest = await readFile(join(ROOT, 'package.json'), 'utf8');
  const [, version = ''] = /^VERSION=(\S+)/m.exec(script) ?? [];
  expect(manifest).toContain(`"version": "${version}"`);
});

test('without a daemon, or without curl, node does the work', async () => {
  await using entry = await EntryWorld.make();
  const { sandbox } = entry.world;
  expect(await entry.entry(['snapshot'])).toMatchObject({ code: 5, wasNode: true });
  await entry.node(['spawn', 'cat']);
  expect(await entry.entry(['snapshot'])).toMatchObject({ code: 0, wasNode: false });
  const poor = sandbox.path('poor');
  await mkdir(poor);
  await symlink(sandbox.path('bin', 'node'), join(poor, 'node'));
  for (const tool of ['sh', 'readlink']) await symlink(join('/bin', tool), join(poor, tool));
  expect(await entry.entry(['snapshot'], { PATH: poor })).toMatchObject({ code: 0, wasNode: true });
});

test('what has to happen where it was typed is left to node', async () => {
  await using entry = await EntryWorld.make();
  await entry.node(['spawn', 'cat']);
  for (const words of [['snapshot', '--help'], ['--version'], ['paste', '-']]) {
    expect(await entry.entry(words)).toMatchObject({ code: 0, wasNode: true });
  }
});

test('a folder that is not safe any more is refused as node refuses it', async () => {
  await using entry = await EntryWorld.make();
  const { folder } = entry.world.paths;
  await entry.node(['spawn', 'cat']);
  await chmod(folder, 0o755);
  expect(await entry.entry(['snapshot', '--json'])).toEqual({
    ...(await entry.node(['snapshot', '--json'])),
    wasNode: true,
    code: 7,
  });
  await chmod(folder, 0o700);
});

test('after kill -9 of the daemon the entry finds the sessions again', async () => {
  await using entry = await EntryWorld.make();
  await entry.node(['spawn', 'cat']);
  const { pid } = await entry.world.greeting();
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  expect(await entry.entry(['snapshot'])).toMatchObject({ code: 0, wasNode: true });
});

test('what the daemon hung up on before it had read it is done after all', async () => {
  await using entry = await EntryWorld.make();
  await using server = await readsLittle(entry.world.paths);
  // More than a server reads at once.
  const names = Array.from({ length: 10 }, (_, at) => `WIDE_${at}`);
  const wide = Object.fromEntries(names.map((name) => [name, 'x'.repeat(100_000)]));
  const told = await entry.entry(['type', '-s', 'x', 'y'], wide);
  expect(told).toMatchObject({ code: 0, wasNode: true });
  expect(server.connections).toBe(2);
});

test('an answer that is lost on the way is asked for again, or reported, as node would', async () => {
  await using entry = await EntryWorld.make();
  await entry.node(['spawn', '--name', 'x', 'cat']);
  const waiting = entry.entry(['wait-for', '-s', 'x', 'never', '-t', '3000']);
  const { pid } = await entry.world.greeting();
  process.kill(pid, 'SIGKILL');
  expect(await waiting).toMatchObject({ code: 3, wasNode: true });
  const lost = { STET_ATTEMPT: 'lost' };
  expect(await entry.node(['type', '-s', 'x', 'y', '--json'], lost)).toMatchObject({
    code: 1,
    stderr: matching(/"code":"DAEMON_UNREACHABLE"/),
  });
});
