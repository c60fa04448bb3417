import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StetError } from '../base/errors.ts';
import { type LockAttempt, takeLock } from '../os/lock.ts';
import { type HolderOptions, HolderServer } from './server/holder-server.ts';
import { holderSocket, reachHolder } from './wire/reach.ts';

const LOCK_TURN_MS = 50;
const LOCK_PATIENCE_MS = 5_000;

/**
 * Holds pseudo-terminals for whoever connects, until it is told to stop or is idle. When another
 * holder serves this folder already, that one is ready, and this one ends.
 * @throws StetError SOCKET_UNSAFE, DAEMON_UNREACHABLE; the reason of the signal
 */
export async function serveHolder(options: HolderOptions): Promise<void> {
  const lock = await takeLockUnlessServed(options);
  if (lock === undefined) return options.ready();
  const server = new HolderServer(options);
  try {
    await removeStaleSocket(options.folder);
    await server.serve(holderSocket(options.folder));
  } finally {
    await lock.release();
    server.dismiss();
  }
}

type Lock = Extract<LockAttempt, { readonly kind: 'held' }>;

/** One holder has the lock as long as it lives; one that ends gives it back last. */
async function takeLockUnlessServed({ folder, signal }: HolderOptions): Promise<Lock | undefined> {
  for (const deadline = performance.now() + LOCK_PATIENCE_MS; ;) {
    const lock = await takeLock(join(folder, 'holder.lock'), { timeoutMs: LOCK_TURN_MS, signal });
    if (lock.kind === 'held') return lock;
    if (performance.now() > deadline) {
      throw new StetError('DAEMON_UNREACHABLE', `A holder does not answer: ${lock.holder}`);
    }
    const socket = await reachHolder(folder);
    socket?.destroy();
    if (socket !== undefined) return undefined;
  }
}

/** What a holder that was killed leaves behind. @throws StetError SOCKET_UNSAFE */
async function removeStaleSocket(folder: string): Promise<void> {
  const path = holderSocket(folder);
  const socket = await reachHolder(folder);
  if (socket !== undefined) {
    socket.destroy();
    throw new StetError('SOCKET_UNSAFE', `Another program listens on ${JSON.stringify(path)}`);
  }
  await rm(path, { force: true });
}
