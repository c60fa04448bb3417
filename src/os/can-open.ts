import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesOf } from './bytes.ts';
import { isDirectory } from './nearest-directory.ts';

/** Whether a file can be read from or added to: a regular one, `/dev/null`, or a new one to write. */
export async function canOpen(path: string, use: 'read' | 'write'): Promise<boolean> {
  if (path === '/dev/null') return true;
  const found = await stat(bytesOf(path)).catch(() => undefined);
  if (found !== undefined) return found.isFile();
  return use === 'write' && (await isDirectory(dirname(path)));
}
