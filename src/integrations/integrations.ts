import { chmod, rm, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeText } from '../base/lossless-text.ts';
import { ignore } from '../os/errno.ts';
import { makeFolder } from '../os/make-folder.ts';
import { writeFileAtomically } from '../os/write-file.ts';
import type { FileChange, Integration } from './integration.ts';
import { codex } from './codex/codex.ts';
import { gemini } from './gemini/gemini.ts';
import { kitty } from './kitty/kitty.ts';
import { opencode } from './opencode/opencode.ts';
import { pi } from './pi/pi.ts';

/** Everything that stet can be connected with. */
export const integrations: readonly Integration[] = [kitty, opencode, codex, gemini, pi];

/** Writes a change whole or not at all; the file keeps its mode. */
export async function applyChange({
  path,
  after,
  hasOwnFolder = false,
}: FileChange): Promise<void> {
  if (after === undefined) {
    await rm(path, { force: true });
    if (hasOwnFolder) await rmdir(dirname(path)).catch(ignore('ENOTEMPTY', 'ENOENT'));
    return;
  }
  makeFolder(dirname(path));
  const mode = (await stat(path).catch(ignore('ENOENT')))?.mode ?? 0o644;
  await writeFileAtomically(path, encodeText(after));
  await chmod(path, mode & 0o777);
}
