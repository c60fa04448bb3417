import type { Endpoint } from '../backend.ts';
import { findInstances, isChosen } from './find-instances.ts';

/**
 * Every kitty of this user that is one of `sockets` (`listen_on` patterns; empty: all), also those
 * that listen on nothing. `KITTY_SESSION_SOCK_PATTERN` chooses when nothing else does.
 */
export async function discover(sockets: readonly string[]): Promise<readonly Endpoint[]> {
  const pattern = process.env['KITTY_SESSION_SOCK_PATTERN'] ?? '';
  const wanted = sockets.length > 0 || pattern === '' ? sockets : [pattern];
  const instances = await findInstances();
  return instances
    .filter((instance) => isChosen(instance, wanted))
    .map(({ address }) => ({ address }));
}
