import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { StetError } from '../base/errors.ts';
import { refuseUnsafeSocket } from '../os/runtime-folder.ts';

/**
 * Makes way for a socket that this process will listen on: a stale one of ours goes. Whoever calls
 * holds the daemon's lock.
 * @throws StetError SOCKET_UNSAFE for what is not a socket of ours, DAEMON_BUSY when somebody listens
 */
export async function claimSocket(path: string): Promise<void> {
  await refuseAnswered(path);
  await rm(path, { force: true });
}

/** @throws StetError SOCKET_UNSAFE; DAEMON_BUSY when somebody listens there */
export async function refuseAnswered(path: string): Promise<void> {
  if (!refuseUnsafeSocket(path) || !(await isAnswered(path))) return;
  throw new StetError('DAEMON_BUSY', `Cannot listen at ${JSON.stringify(path)}: a daemon does`, {
    hint: "Run 'stet stop --keep-sessions' to end it; no session is lost",
  });
}

async function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
