import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { errnoOf } from '../../os/errno.ts';
import { refuseUnsafeSocket } from '../../os/runtime-folder.ts';

/** Where the holder of a runtime folder listens. */
export function holderSocket(folder: string): string {
  return join(folder, 'holder.sock');
}

/** A connection to the holder of a runtime folder; undefined when none runs. @throws StetError SOCKET_UNSAFE */
export async function reachHolder(folder: string): Promise<Socket | undefined> {
  const path = holderSocket(folder);
  if (!refuseUnsafeSocket(path)) return undefined;
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (failure) {
    if (['ENOENT', 'ECONNREFUSED'].includes(errnoOf(failure) ?? '')) return undefined;
    throw failure;
  }
}
