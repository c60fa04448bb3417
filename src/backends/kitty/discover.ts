import type { Call } from '../../os/call.ts';
import type { Endpoint } from '../backend.ts';
import { findInstancesFor, isChosen } from './find-instances.ts';

/** Every kitty of this user that is one of `sockets` (empty: all), also those that listen on nothing. */
export async function discover(
  sockets: readonly string[],
  call: Call,
): Promise<readonly Endpoint[]> {
  const instances = await findInstancesFor(call);
  return instances
    .filter((instance) => isChosen(instance, sockets))
    .map(({ address }) => ({ address }));
}
