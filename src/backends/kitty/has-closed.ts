import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * A kitty that is closed takes its socket away; one that was killed, or lost its display, leaves it
 * behind (measured with 0.26.5). Where the folder is gone as well, as after a logout, and for an
 * abstract socket nobody can tell. One that listened on nothing left no trace and was only seen from
 * outside: it counts as closed, or each of them would stay for ever.
 */
export async function hasClosed(address: string): Promise<boolean> {
  if (address.startsWith('pid:')) return true;
  if (!address.startsWith('/')) return false;
  return (await isThere(dirname(address))) && !(await isThere(address));
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
