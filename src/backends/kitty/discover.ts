import type { Endpoint } from '../backend.ts';
import { findInstances, isChosen } from './find-instances.ts';

/** Every kitty of this user that is one of `sockets` (empty: all), also those that listen on nothing. */
export async function discover(sockets: readonly string[]): Promise<readonly Endpoint[]> {
  const instances = await findInstances();
  return instances
    .filter((instance) => isChosen(instance, sockets))
    .map(({ address }) => ({ address }));
}
