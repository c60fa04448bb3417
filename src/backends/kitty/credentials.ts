import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ignore } from '../../os/errno.ts';
import type { InstanceChild } from './instance.ts';
import type { Credentials } from './seal.ts';

/**
 * The password for kitty's remote control, from where kitty's own client takes it: the file
 * `rc-pass` beside kitty.conf, or `KITTY_RC_PASSWORD`. Undefined when there is none.
 */
export async function readCredentials(
  children: readonly InstanceChild[],
): Promise<Credentials | undefined> {
  const publicKey = children
    .map(({ environment }) => environment.get('KITTY_PUBLIC_KEY') ?? '')
    .find((key) => key.startsWith('1:'));
  const file = join(kittyConfigFolder(), 'rc-pass');
  const kept = (await readFile(file, 'utf8').catch(ignore('ENOENT', 'EACCES')))?.trimEnd() ?? '';
  const password = kept === '' ? (process.env['KITTY_RC_PASSWORD'] ?? '') : kept;
  return publicKey === undefined || password === '' ? undefined : { password, publicKey };
}

/** Where kitty.conf is: `$KITTY_CONFIG_DIRECTORY`, else under `$XDG_CONFIG_HOME` or `~/.config`. */
export function kittyConfigFolder(): string {
  const { KITTY_CONFIG_DIRECTORY: own = '', XDG_CONFIG_HOME: base = '' } = process.env;
  if (own !== '') return own;
  return join(base === '' ? join(homedir(), '.config') : base, 'kitty');
}
