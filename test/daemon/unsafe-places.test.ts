import { chmod, chown, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ask, DaemonWorld, matching } from './daemon-world.ts';

async function refusalOf(world: DaemonWorld): Promise<unknown> {
  return ask(world.client(), 'config.show', {}).then(
    () => 'it was served',
    (failure: unknown) => failure,
  );
}

const unsafe = { code: 'SOCKET_UNSAFE', hint: matching(/./) };

test('a folder that others can enter is refused and left as it is', async () => {
  await using world = await DaemonWorld.make();
  const { folder } = world.paths;
  await mkdir(folder);
  await chmod(folder, 0o755);
  expect(await refusalOf(world)).toMatchObject({
    ...unsafe,
    message: matching(/open to others \(755\)/),
  });
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
});

test('a folder of somebody else is refused', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can give a folder away');
  await using world = await DaemonWorld.make();
  await mkdir(world.paths.folder, { mode: 0o700 });
  await chown(world.paths.folder, 12_345, 12_345);
  expect(await refusalOf(world)).toMatchObject({
    ...unsafe,
    message: matching(/belongs to another user/),
  });
});

test('a link in place of the folder is refused', async () => {
  await using world = await DaemonWorld.make();
  await mkdir(world.sandbox.path('elsewhere'), { mode: 0o700 });
  await symlink(world.sandbox.path('elsewhere'), world.paths.folder);
  expect(await refusalOf(world)).toMatchObject({
    ...unsafe,
    message: matching(/symbolic link/),
  });
});

test('a link or a file in place of the socket is refused and not touched', async () => {
  await using world = await DaemonWorld.make();
  const { folder, socket } = world.paths;
  await mkdir(folder, { mode: 0o700 });
  await writeFile(socket, 'precious');
  expect(await refusalOf(world)).toMatchObject({
    ...unsafe,
    message: matching(/not a socket/),
  });
  expect(await readFile(socket, 'utf8')).toBe('precious');

  await using other = await DaemonWorld.make();
  await mkdir(other.paths.folder, { mode: 0o700 });
  await symlink(socket, other.paths.socket);
  expect(await refusalOf(other)).toMatchObject({
    ...unsafe,
    message: matching(/symbolic link/),
  });
});

test('a socket that is left over is replaced', async () => {
  await using world = await DaemonWorld.make();
  const { folder, socket } = world.paths;
  await mkdir(folder, { mode: 0o700 });
  const stale = `import { createServer } from 'node:net'; createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
  await world.sandbox
    .run([process.execPath, '--input-type=module', '-e', stale])
    .catch(() => undefined);
  expect((await stat(socket)).isSocket()).toBe(true);
  await ask(world.client(), 'config.show', {});
});

test('a stranger that listens at the socket is reported, not waited for', async () => {
  await using world = await DaemonWorld.make();
  await mkdir(world.paths.folder, { mode: 0o700 });
  const stranger = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
  stranger.listen(world.paths.socket);
  await once(stranger, 'listening');
  expect(await refusalOf(world)).toMatchObject({ code: 'DAEMON_UNREACHABLE' });
  stranger.close();
});

test('a folder that cannot be made, or a path too long for a socket, is a named error', async () => {
  await using world = await DaemonWorld.make();
  await writeFile(world.paths.folder, '');
  const refusal = async (folder: string): Promise<unknown> =>
    world.sandbox.refusal(['kill', '-s', 'x'], { STET_SOCKET_DIR: folder });
  expect(await refusal(world.paths.folder)).toMatchObject({ code: 'SOCKET_UNSAFE' });
  expect(await refusal(`${world.paths.folder}/below`)).toMatchObject({ code: 'SOCKET_FAILED' });
  const told = await refusal(world.sandbox.path('x'.repeat(120)));
  expect(told).toMatchObject({
    code: 'SOCKET_UNSAFE',
    message: matching(/at most 107 bytes/),
  });
});

test('a relative STET_SOCKET_DIR is refused', async () => {
  await using world = await DaemonWorld.make();
  const told = await world.sandbox.refusal(['kill', '-s', 'x'], { STET_SOCKET_DIR: 'relative' });
  expect(told).toMatchObject({
    code: 'SOCKET_UNSAFE',
    message: matching(/not an absolute path/),
    exit: 7,
  });
});

test('a full disk is a named error', async ({ skip }) => {
  await using world = await DaemonWorld.make();
  const { sandbox, paths } = world;
  await mkdir(paths.folder, { mode: 0o700 });
  const options = ['-t', 'tmpfs', '-o', 'size=4k,nr_inodes=2,mode=700', 'tmpfs', paths.folder];
  const mounted = await sandbox.run(['mount', ...options]);
  if (mounted.code !== 0) skip('needs to be root and allowed to mount a small disk');
  try {
    await writeFile(`${paths.folder}/full`, '');
    expect(await refusalOf(world)).toMatchObject({
      code: 'SOCKET_FAILED',
      message: matching(/the disk is full/),
    });
  } finally {
    await sandbox.run(['umount', paths.folder]);
  }
});

test('a read-only folder is a named error, and what needs no daemon works', async ({ skip }) => {
  await using world = await DaemonWorld.make();
  const { sandbox, paths } = world;
  await mkdir(paths.folder, { mode: 0o700 });
  const options = ['-t', 'tmpfs', '-o', 'ro,mode=700', 'tmpfs', paths.folder];
  const mounted = await sandbox.run(['mount', ...options]);
  if (mounted.code !== 0) skip('needs to be root and allowed to mount');
  try {
    expect(await refusalOf(world)).toMatchObject({
      code: 'SOCKET_FAILED',
      message: matching(/EROFS/),
    });
    expect((await sandbox.stet(['list'])).code).toBe(0);
  } finally {
    await sandbox.run(['umount', paths.folder]);
  }
});
