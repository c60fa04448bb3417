import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StetError } from '../../base/errors.ts';
import { ignore } from '../../os/errno.ts';
import { chooseRuntimeFolder, openRuntimeFolder } from '../../os/runtime-folder.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import type { Instance } from './instance.ts';
import type { Credentials } from './seal.ts';

/*
 * kitty answers a password that it does not know with a question to its user, in a window, and
 * says nothing to us. Asking again would ask the user again, at every save; so it is written down,
 * for as long as that kitty lives and the password stays the same.
 */

/** Whether this kitty has left this password unanswered before. */
export async function isRefusedPassword(instance: Instance, own: Credentials): Promise<boolean> {
  const path = join(chooseRuntimeFolder(process.env), nameFor(instance));
  const noted = await readFile(path, 'utf8').catch(ignore('ENOENT', 'ENOTDIR', 'EACCES'));
  return noted === noteFor(instance, own);
}

/** Where there is no private folder to write it down in, it is forgotten. */
export async function noteRefusedPassword(instance: Instance, own: Credentials): Promise<void> {
  try {
    const { folder } = await openRuntimeFolder(chooseRuntimeFolder(process.env));
    await writeFileAtomically(join(folder, nameFor(instance)), noteFor(instance, own));
  } catch (failure) {
    if (!(failure instanceof StetError)) throw failure;
  }
}

export function passwordRefused({ pid }: Instance): StetError {
  return new StetError('HOST_REFUSED', `The kitty with pid ${pid} does not know the password`, {
    hint: 'Correct it in rc-pass beside kitty.conf or in KITTY_RC_PASSWORD (remote_control_password is what kitty knows), or run "stet integrate kitty"',
  });
}

function nameFor({ pid }: Instance): string {
  return `kitty-${pid}.refused`;
}

/** The password itself is not to be read from it. */
function noteFor({ epoch }: Instance, { password, publicKey }: Credentials): string {
  const life = `${epoch.bootId} ${epoch.startTime}`;
  return createHash('sha256').update(`${life} ${publicKey} ${password}`).digest('hex');
}
