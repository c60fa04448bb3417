import { readFile } from 'node:fs/promises';
import { decodeText } from '../base/lossless-text.ts';
import { ignore } from '../os/errno.ts';

/**
 * A configuration file of another program, as text that every byte can be had back from;
 * undefined when there is none.
 */
export async function readSettings(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(ignore('ENOENT'));
  return bytes === undefined ? undefined : decodeText(bytes);
}
