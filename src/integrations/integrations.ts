import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ignore } from '../os/errno.ts';
import { writeFileAtomically } from '../os/write-file.ts';
import type { FileChange, Integration } from './integration.ts';
import { kitty } from './kitty/kitty.ts';

/** Everything that stet can be connected with. */
export const integrations: readonly Integration[] = [kitty];

/** Writes a change whole or not at all; the file keeps its mode. */
export async function applyChange({ path, after }: FileChange): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const mode = (await stat(path).catch(ignore('ENOENT')))?.mode ?? 0o644;
  await writeFileAtomically(path, after);
  await chmod(path, mode & 0o777);
}
