import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { processStat } from '../os/process-table.ts';
import { connectHolder, findHolder, isHolderRunning } from './connect-holder.ts';
import type { Holder } from './holder.ts';
import { serveHolder } from './serve-holder.ts';
import { FollowedProgram } from './testing/followed-program.ts';
import { openFiles } from './testing/open-files.ts';
import { HOLDER_SCRIPT, PrivateHolder, untilOrFail } from './testing/private-holder.ts';

const STARTER = fileURLToPath(new URL('../../dist/pty/testing/doomed-owner.js', import.meta.url));

test('a holder with no terminal and no owner ends by itself', async () => {
  await using home = await privateFolder();
  const { ended } = await serve(home.folder);
  await ended;
  expect(await isHolderRunning(home.folder)).toBe(false);
});

test('a holder with an owner or a terminal stays', async () => {
  await using home = await privateFolder();
  const { ended } = await serve(home.folder, 1_000);
  const holder = await mustFind(home.folder);
  const program = new FollowedProgram('p_1');
  await holder.spawn('p_1', {
    file: '/bin/sh',
    argv: ['sh', '-c', 'sleep 1.5; printf waited'],
    cwd: '/',
    env: [],
    size: { columns: 80, rows: 24 },
    about: Buffer.from('about it'),
  });
  await holder[Symbol.asyncDispose]();
  const again = await mustFind(home.folder);
  again.follow('p_1', program);
  await program.untilEnded();
  expect(program.text).toBe('waited');
  expect(Buffer.from((await again.list())[0]?.about ?? []).toString()).toBe('about it');
  await again.forget('p_1');
  await again[Symbol.asyncDispose]();
  await ended;
});

test('a holder of ended programs stays while it can be reached, and no longer', async () => {
  await using home = await privateFolder();
  const { ended } = await serve(home.folder, 200);
  const holder = await mustFind(home.folder);
  const program = new FollowedProgram('p_1');
  await holder.spawn('p_1', {
    file: '/bin/sh',
    argv: ['sh', '-c', 'printf done'],
    cwd: '/',
    env: [],
    size: { columns: 80, rows: 24 },
    about: Buffer.from(''),
  });
  holder.follow('p_1', program);
  await program.untilEnded();
  await holder[Symbol.asyncDispose]();
  const isOver = ended.then(() => true);
  const waited = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 1_000);
  });
  expect(await Promise.race([isOver, waited])).toBe(false);
  await rm(join(home.folder, 'holder.sock'));
  expect(await isOver).toBe(true);
});

test('signals that a lost terminal sends do no harm; SIGTERM ends everything', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['cat']);
  for (const signal of ['SIGHUP', 'SIGPIPE', 'SIGHUP'] as const) {
    process.kill(world.holder.pid, signal);
  }
  await world.holder.write(program.id, Buffer.from('well\n'));
  await program.untilText('well\r\nwell');
  process.kill(world.holder.pid, 'SIGTERM');
  await world.holder.lost;
  expect(await world.survivors()).toEqual([]);
});

test('a holder whose log is on a full disk goes on', async () => {
  await using home = await privateFolder();
  const full = await open('/dev/full', 'w');
  const stdio = ['ignore', 'ignore', full.fd] as const;
  const child = spawn(process.execPath, [HOLDER_SCRIPT, home.folder], { stdio: [...stdio] });
  await untilOrFail('it serves', async () => isHolderRunning(home.folder));
  const holder = await mustFind(home.folder);
  expect(holder.pid).toBe(child.pid);
  expect(await holder.list()).toEqual([]);
  const ended = once(child, 'exit');
  await holder.stop();
  await ended;
  await full.close();
});

test('what a killed holder leaves behind does not keep the next one from starting', async () => {
  await using world = await PrivateHolder.make();
  await world.run(['cat']);
  const { pid } = world.holder;
  process.kill(pid, 'SIGKILL');
  await world.holder.lost;
  expect((await stat(join(world.folder, 'holder.sock'))).isSocket()).toBe(true);
  // The kernel hangs up on what it held.
  await untilOrFail('its programs end', async () => (await world.survivors()).length === 0);
  const next = await world.reconnect();
  expect(next.pid).not.toBe(pid);
  expect(await next.list()).toEqual([]);
});

test('the socket is closed to others', async () => {
  await using world = await PrivateHolder.make();
  expect((await stat(join(world.folder, 'holder.sock'))).mode & 0o777).toBe(0o600);
});

test.each(['a symbolic link', 'a file'])(
  '%s in the place of the socket is refused',
  async (what) => {
    await using home = await privateFolder();
    const path = join(home.folder, 'holder.sock');
    if (what === 'a file') await writeFile(path, 'mine');
    else await symlink(join(home.folder, 'elsewhere'), path);
    await expect(start(home.folder)).rejects.toMatchObject({ code: 'SOCKET_UNSAFE' });
    await expect(serve(home.folder)).rejects.toMatchObject({ code: 'SOCKET_UNSAFE' });
  },
);

test('another program that listens in the place of the holder is not displaced', async () => {
  await using home = await privateFolder();
  const path = join(home.folder, 'holder.sock');
  const server = createServer((socket) => socket.destroy()).listen(path);
  await once(server, 'listening');
  await expect(start(home.folder)).rejects.toMatchObject({ code: 'SOCKET_UNSAFE' });
  expect(server.listening).toBe(true);
  server.close();
});

test('a folder that the holder cannot write to is named', async () => {
  await expect(start('/proc/nowhere')).rejects.toMatchObject({ code: 'SOCKET_FAILED' });
});

test('a program gets its terminal and no other descriptor', async () => {
  await using world = await PrivateHolder.make();
  const [first, second] = [await world.run(['cat']), await world.run(['cat'])];
  await world.holder.write(second.id, Buffer.from('up\n'));
  await second.untilText('up\r\nup');
  const files = await openFiles(second.pid);
  expect(files.map((file) => file.replace(/\d+$/, 'N'))).toEqual([
    '0 /dev/pts/N',
    '1 /dev/pts/N',
    '2 /dev/pts/N',
  ]);
  expect(await openFiles(first.pid)).toHaveLength(3);
});

test('the holder keeps nothing open that its starter had open', async () => {
  await using world = await PrivateHolder.make(async (folder) => {
    const script = 'exec 7</etc/passwd; exec "$@"';
    const argv = ['-c', script, 'sh', process.execPath, STARTER, folder, HOLDER_SCRIPT];
    await once(spawn('sh', argv, { stdio: 'ignore' }), 'exit');
  });
  const files = await openFiles(world.holder.pid);
  expect(files.filter((file) => file.endsWith('holder.log'))).toHaveLength(2);
  expect(files.filter((file) => /passwd/.test(file))).toEqual([]);
  expect(await readlink(`/proc/${world.holder.pid}/cwd`)).toBe('/');
  const { session } = (await processStat(world.holder.pid)) ?? {};
  expect(session).toBe(world.holder.pid);
});

test('at its limit of descriptors the holder refuses more programs and goes on', async () => {
  await using world = await holderBehind('ulimit -n 96');
  for (let index = 0; index < 16; index += 1) await world.spawn(['cat']);
  await expect(world.spawn(['cat'])).rejects.toMatchObject({
    code: 'SESSION_LIMIT',
    message: 'Cannot hold more than 16 terminals: no descriptors are left',
  });
  const holder = await world.reconnect();
  expect(await holder.list()).toHaveLength(16);
  await holder.forget('p_3');
  const program = await world.run(['cat']);
  await holder.write(program.id, Buffer.from('room\n'));
  await program.untilText('room\r\nroom');
});

test('the log says when the holder began, and nothing of what programs print', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('echo secret');
  await program.untilEnded();
  const log = await readFile(join(world.folder, 'holder.log'), 'utf8');
  expect(log).toMatch(/ holder \d+ begins in /);
  expect(log).not.toContain('secret');
});

/** A holder that a shell becomes after it has done something. */
async function holderBehind(preparation: string): Promise<PrivateHolder> {
  return PrivateHolder.make(async (folder) => {
    const script = `${preparation}; exec "$@"`;
    const argv = ['-c', script, 'sh', process.execPath, HOLDER_SCRIPT, folder];
    spawn('sh', argv, { stdio: 'ignore' });
    await untilOrFail('it serves', async () => isHolderRunning(folder));
  });
}

async function privateFolder(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'stet-holder-'));
  const remove = async (): Promise<void> => rm(folder, { recursive: true });
  return { folder, [Symbol.asyncDispose]: remove };
}

async function start(folder: string): Promise<Holder> {
  return connectHolder(folder, { script: HOLDER_SCRIPT, signal: AbortSignal.timeout(10_000) });
}

async function mustFind(folder: string): Promise<Holder> {
  const holder = await findHolder(folder);
  if (holder === undefined) throw new Error('No holder runs');
  return holder;
}

/** Serves in this process, with little patience. */
async function serve(folder: string, idleMs = 20): Promise<{ readonly ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const ended = serveHolder({
      folder,
      idleMs,
      ready: () => resolve({ ended }),
      log: (line) => reject(new Error(line)),
      signal: new AbortController().signal,
    });
    ended.catch(reject);
  });
}
