import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Told } from '../hosts/sandbox.ts';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { STET, World } from './world.ts';

needs('bash', 'htop', 'vim', 'watch', 'python3', 'curl', 'jq');

let world: World;

beforeAll(async () => {
  world = await documentWorld();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

/**
 * Programs of the examples that are not everywhere, as far as the examples go. Debian has no lazygit;
 * iotop and nethogs are for root alone.
 */
const STAND_INS = {
  lazygit: String.raw`stty raw -echo
    printf '\e[?1000h\e[?1006h\e[H\e[2J┌────────────┐\r\n│ Commit it? │\r\n'
    printf '│ [ OK ]     │\r\n└────────────┘\r\n'; exec cat -v`,
  iotop: 'echo Total DISK READ; exec sleep 600',
  nethogs: 'echo NetHogs version; exec sleep 600',
  'my-command': 'echo "$@"; exec sleep 600',
  python: 'exec python3 "$@"',
};

/** A world with a "stet" on the PATH, in which a shell runs what the document says. */
async function documentWorld(): Promise<World> {
  const opened = await World.open();
  for (const [name, script] of Object.entries(STAND_INS)) await opened.program(name, script);
  await opened.program('stet', `exec '${STET}' "$@"`);
  await writeFile(join(opened.home, 'file.txt'), 'hello\n');
  return opened;
}

/** Runs lines of the document in a shell, as a reader does; each must succeed. */
async function follow(lines: string): Promise<Told> {
  const argv = ['bash', '-e', '-c', lines] as const;
  const { code, stdout, stderr } = await world.sandbox.run(argv);
  return { code, stdout: stdout.toString(), stderr: stderr.toString() };
}

async function succeed(lines: string): Promise<string> {
  const { code, stdout, stderr } = await follow(lines);
  expect({ lines, code, stderr }).toEqual({ lines, code: 0, stderr: '' });
  return stdout;
}

const Listed = z.object({
  sessions: z.array(z.object({ id: z.string(), name: z.string(), command: z.string() })),
});

test('the first session without a name is "default", and commands without -s go there', async () => {
  await succeed('stet spawn htop');
  expect(await world.names()).toEqual(['default']);
  const stdout = await succeed('stet snapshot');
  expect(JSON.parse(stdout)).toMatchObject({ session: { name: 'default' } });
});

test('named sessions are made, listed, reached by -s and ended', async () => {
  await succeed(`stet spawn htop --name monitoring
     stet spawn vim file.txt --name editor
     stet spawn lazygit --name git`);
  const { sessions } = Listed.parse(JSON.parse(await succeed('stet list-sessions')));
  expect(sessions.map(({ name, command }) => `${name}: ${command}`).toSorted()).toEqual([
    'editor: vim file.txt',
    'git: lazygit',
    'monitoring: htop',
  ]);
  await world.see('git', 'Commit');
  await succeed(`stet snapshot -s monitoring
     stet key -s editor Ctrl+S
     stet click -s git @e1
     stet kill -s monitoring`);
  await world.see('git', '<0;');
  expect(await world.names()).toEqual(['editor', 'git']);
});

test('a program gets its words, and kill ends it', async () => {
  const spawned = await succeed('stet spawn --name myapp my-command arg1 arg2');
  expect(JSON.parse(spawned)).toHaveProperty('session_id');
  await world.see('myapp', 'arg1 arg2');
  const { size } = await world.status('myapp');
  expect(size).toEqual({ cols: 80, rows: 24 });
  await succeed('stet kill -s myapp');
  expect(await world.names()).toEqual([]);
  expect(await world.status('myapp')).toMatchObject({ state: 'exited' });
});

test('several programs are watched side by side', async () => {
  await succeed(`stet spawn htop --name cpu
     stet spawn iotop --name io
     stet spawn nethogs --name net`);
  await Promise.all([
    world.see('cpu', 'Tasks'),
    world.see('io', 'DISK READ'),
    world.see('net', 'NetHogs'),
  ]);
  const shown = await succeed(`stet snapshot -s cpu --format text
     stet snapshot -s io --format text
     stet snapshot -s net --format text
     stet kill -s cpu
     stet kill -s io
     stet kill -s net`);
  for (const text of ['Tasks', 'Total DISK READ', 'NetHogs version']) expect(shown).toContain(text);
  expect(await world.names()).toEqual([]);
});

test('a file is edited in one session while another one shows what it does', async () => {
  await succeed(`stet spawn vim main.py --name editor
     stet spawn watch -n1 python main.py --name preview`);
  await succeed(`stet key -s editor i
     stet type -s editor "print('hello')"
     stet key -s editor Escape
     stet type -s editor ":w"
     stet key -s editor Enter`);
  await world.see('preview', 'hello');
  expect(await succeed('stet snapshot -s preview --format text')).toContain('hello');
});

const SLOWLY_MS = 1_500;

/** A server that takes its time, in the place of the one that the document asks: real curl, real jq. */
async function exampleServer(): Promise<AsyncDisposable> {
  const server = createServer((_, response) => {
    setTimeout(() => response.end('{"items":["one","two"]}'), SLOWLY_MS);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const words = `"\${@/https:\\/\\/api.example.com/http:\\/\\/127.0.0.1:${port}}"`;
  await world.program('curl', `exec /usr/bin/curl ${words}`);
  return {
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

test('commands run one after the other in a shell, each when the one before has ended', async () => {
  await using _ = await exampleServer();
  const shown = await succeed(`stet spawn bash --name worker
     stet type -s worker "curl -s https://api.example.com > data.json"
     stet key -s worker Enter
     stet wait-for -s worker "$"  # Wait for prompt
     cp data.json then.json
     stet type -s worker "jq '.items[]' data.json"
     stet key -s worker Enter
     stet wait-for -s worker "$"
     stet snapshot -s worker --format text`);
  expect(await readFile(join(world.home, 'then.json'), 'utf8')).toBe('{"items":["one","two"]}');
  expect(shown).toContain('"one"\n"two"\n$');
});

test('refs, sizes and lives of sessions are their own', async () => {
  await world.spawn('a', 'lazygit');
  await world.ask('session.spawn', 'spawn', '-n', 'b', '--size', '100x30', '--', 'lazygit');
  for (const name of ['a', 'b']) await world.see(name, 'Commit');
  const looks = await Promise.all(
    ['a', 'b'].map(async (name) =>
      world.ask('session.snapshot', 'snapshot', '-s', name, '--elements'),
    ),
  );
  expect(looks.map(({ elements }) => elements?.[0]?.ref)).toEqual(['@e1', '@e1']);
  expect(looks.map(({ size }) => size.cols)).toEqual([80, 100]);
  await world.say('kill', '-s', 'a');
  expect(await world.names()).toEqual(['b']);
});

test('the variable names the session for every command', async () => {
  await succeed('stet spawn vim file.txt --name editor; stet spawn htop --name last');
  const shown = await succeed('export STET_SESSION=editor; stet snapshot');
  expect(JSON.parse(shown)).toMatchObject({ session: { name: 'editor' } });
});

test('without -s a command goes to the session that was used last', async () => {
  await succeed('stet spawn htop --name one; stet spawn htop --name two');
  await succeed('stet snapshot -s one');
  const shown = await succeed('stet snapshot');
  expect(JSON.parse(shown)).toMatchObject({ session: { name: 'one' } });
});

test('errors have the shape of the document', async () => {
  await succeed('stet stop'); // forgets what ended
  const lost = await follow('stet snapshot -s myapp');
  expect({ code: lost.code, stdout: lost.stdout }).toEqual({ code: 5, stdout: '' });
  expect(JSON.parse(lost.stderr)).toMatchObject({
    code: 'SESSION_NOT_FOUND',
    message: "Session 'myapp' not found",
    suggestion: "Run 'stet list-sessions' to see available sessions",
  });
  await succeed('stet spawn my-command --name myapp');
  const taken = await follow('stet spawn my-command --name myapp');
  expect(taken.code).toBe(6);
  expect(JSON.parse(taken.stderr)).toMatchObject({
    code: 'SESSION_EXISTS',
    message: "Session 'myapp' already exists",
    suggestion: 'Use a different name or kill the existing session first',
  });
});

test('names are made harmless, and a path is refused', async () => {
  const { name } = await world.spawn('my app!', 'my-command');
  expect(name).toMatch(/^[\w-]+$/);
  expect(await world.refusal('spawn', '--name', '../up', 'my-command')).toMatchObject({
    code: 'NAME_INVALID',
    exitCode: 2,
  });
});

test('the daemon starts with the first command and stops when it is told, with every session', async () => {
  await succeed('stet spawn vim');
  expect(JSON.parse(await succeed('stet stop'))).toMatchObject({ sessions: 1 });
  expect(await world.names()).toEqual([]);
});

test('the daemon can be started by hand, serves the commands and ends with stop', async () => {
  await succeed('stet stop');
  const running = follow('exec stet daemon');
  await until('it listens', async () => {
    const { code } = await follow('[ -S "$STET_SOCKET_DIR/stet.sock" ]');
    return code === 0;
  });
  await succeed('stet spawn vim');
  const daemons = (await world.processes()).filter(({ argv }) =>
    /stet(?:\.cjs)? daemon/.test(argv),
  );
  expect(daemons).not.toEqual([]);
  expect(JSON.parse(await succeed('stet stop'))).toMatchObject({ sessions: 1 });
  expect((await running).code).toBe(0);
});
