import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { World } from './world.ts';

async function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isSocket(),
    () => false,
  );
}

// The last place, /tmp/stet-UID, is the user's own: src/os/runtime-folder.test.ts proves it.
test('the socket is where the first of the variables says; empty ones do not count', async () => {
  await using world = await World.open();
  const { env } = world.sandbox;
  const chosen = env['STET_SOCKET_DIR'] ?? '';
  const runtime = world.sandbox.path('runtime');
  await mkdir(runtime, { mode: 0o700 });
  const places = [
    { set: { STET_SOCKET_DIR: chosen, XDG_RUNTIME_DIR: runtime }, socket: chosen },
    { set: { STET_SOCKET_DIR: '', XDG_RUNTIME_DIR: runtime }, socket: join(runtime, 'stet') },
    { set: { STET_SOCKET_DIR: '', XDG_RUNTIME_DIR: '' }, socket: join(world.home, '.stet') },
  ];
  for (const { set, socket } of places) {
    Object.assign(env, set);
    await world.spawn('here', 'cat');
    const others = places.filter((place) => place.socket !== socket);
    expect(await isSocket(join(socket, 'stet.sock'))).toBe(true);
    for (const other of others) {
      expect(await isSocket(join(other.socket, 'stet.sock'))).toBe(false);
    }
    await world.say('submit', '-s', 'here', 'by the short way'); // bin/stet chooses by itself
    await world.see('here', 'by the short way');
    await world.say('stop');
  }
  Object.assign(env, { STET_SOCKET_DIR: chosen });
});
