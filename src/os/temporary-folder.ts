import { chmod, mkdtemp } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { StetError } from '../base/errors.ts';
import { errnoOf } from './errno.ts';
import { isOwnFolder } from './own-folder.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Makes a fresh folder that only this user may enter (0700), for files that go away with it:
 * in `$XDG_RUNTIME_DIR` when that is a folder of ours, else in `$TMPDIR`, else in `/tmp`.
 * @param purpose becomes a part of its name
 * @throws StetError TEMPORARY_UNWRITABLE when there is no place for it
 */
export async function makeTemporaryFolder(
  purpose: string,
  env: Environment = process.env,
): Promise<string> {
  const refusals: unknown[] = [];
  for (const parent of temporaryParents(env)) {
    try {
      const folder = await mkdtemp(join(parent, `stet-${purpose}-`));
      await chmod(folder, 0o700);
      return folder;
    } catch (failure) {
      if (errnoOf(failure) === undefined) throw failure;
      refusals.push(failure);
    }
  }
  throw new StetError('TEMPORARY_UNWRITABLE', 'Cannot make a folder for temporary files', {
    cause: refusals.at(-1),
    log: refusals.map(String),
  });
}

/** Where temporary files of ours may lie, best first. */
function temporaryParents(env: Environment): readonly string[] {
  const [runtime = '', chosen = ''] = [env['XDG_RUNTIME_DIR'], env['TMPDIR']];
  const own = isOwnFolder(runtime) ? [runtime] : [];
  return [...new Set([...own, ...(isAbsolute(chosen) ? [chosen] : []), '/tmp'])];
}
