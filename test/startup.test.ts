import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable } from '../src/cli/command-table.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
let bare = '';

/** The built command in a place where no package can be found. */
beforeAll(async () => {
  bare = await mkdtemp(join(tmpdir(), 'stet-startup-'));
  for (const entry of ['bin', 'dist', 'package.json']) {
    await cp(join(ROOT, entry), join(bare, entry), { recursive: true });
  }
});

afterAll(() => rm(bare, { recursive: true }));

async function stet(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: bare, XDG_STATE_HOME: join(bare, 'state') };
  const { stdout } = await run(process.execPath, [join(bare, 'bin/stet.js'), ...args], { env });
  return stdout;
}

test('stet --version loads no package', async () => {
  expect(await stet('--version')).toMatch(/^stet \d+\.\d+\.\d+\n$/);
});

test('stet --help, and the help of every command, load no package', async () => {
  expect(await stet('--help')).toMatch(/^Usage: stet/m);
  for (const { name, summary } of commandTable) {
    expect(await stet(name, '--help')).toContain(summary);
  }
});

test('completion scripts load no package: every new shell runs them', async () => {
  expect(await stet('completions', 'bash')).toContain('complete');
});

test('a package that is loaded would be missed here', async () => {
  await expect(stet('list')).rejects.toThrow(/ERR_MODULE_NOT_FOUND|Cannot find package/);
});

test('a command that answers by itself writes no code to check what it reads', async () => {
  const watch = join(bare, 'watch.cjs');
  await writeFile(
    watch,
    'globalThis.Function = new Proxy(Function, { construct: (made, words) => ' +
      '(process._rawDebug("code"), Reflect.construct(made, words)) });',
  );
  const command = ['--require', watch, join(ROOT, 'dist/main/stet.cjs'), 'list'];
  const { stdout, stderr } = await run(process.execPath, command, {
    env: { HOME: bare, XDG_STATE_HOME: join(bare, 'state') },
  });
  expect([stdout, stderr]).toEqual([expect.stringContaining('Nothing is saved yet'), '']);
});

test('what one command has compiled the next one runs, and a damaged rest is compiled anew', async () => {
  const cache = join(bare, 'cache');
  const env = { HOME: bare, XDG_STATE_HOME: join(bare, 'state'), XDG_CACHE_HOME: cache };
  const list = async (): Promise<string> =>
    (await run(process.execPath, [join(ROOT, 'dist/main/stet.cjs'), 'list'], { env })).stdout;
  const kept = async (): Promise<readonly string[]> => {
    const names = await readdir(join(cache, 'stet/code'));
    return Promise.all(
      names.map(async (name) => {
        const { mtimeNs } = await stat(join(cache, 'stet/code', name), { bigint: true });
        return `${name} ${mtimeNs}`;
      }),
    );
  };
  const first = await list();
  const files = await kept();
  expect(files.map((file) => file.split('.')[0])).toEqual(['command', 'errors', 'in-process']);
  expect([await list(), await kept()]).toEqual([first, files]);
  const [name = ''] = await readdir(join(cache, 'stet/code'));
  await truncate(join(cache, 'stet/code', name), 9_000);
  expect(await list()).toBe(first);
  expect(await kept()).toEqual([expect.not.stringMatching(files[0] ?? ''), ...files.slice(1)]);
});
