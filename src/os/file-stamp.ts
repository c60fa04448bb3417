import { stat } from 'node:fs/promises';
import { bytesOf } from './bytes.ts';
import { ignore } from './errno.ts';

/** Size and time of the last change of a file, to compare with a later look; of none too. */
export async function stampOf(path: string): Promise<string> {
  const found = await stat(bytesOf(path), { bigint: true }).catch(ignore('ENOENT'));
  return `${found?.mtimeNs}:${found?.size}`;
}
