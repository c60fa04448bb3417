import { StetError } from '../../base/errors.ts';
import type { Override } from '../../protocol/answers.ts';
import type { Desk } from '../command.ts';

/** The keys in force that let go of a session. @throws StetError OPTION_INVALID */
export async function detachKeysOf(
  { ask }: Desk,
  overrides: Override[],
): Promise<readonly string[]> {
  const { settings } = await ask('config.show', { overrides });
  const setting = settings.find(({ name }) => name === 'detach_keys');
  const value = setting?.value;
  return readDetachKeys(typeof value === 'string' ? value : '');
}

/**
 * "ctrl+\ d" as keys in one spelling: "ctrl+x" in lower case, or the character itself.
 * @throws StetError OPTION_INVALID
 */
export function readDetachKeys(written: string): readonly string[] {
  const keys = written.split(/\s+/).filter((word) => word !== '');
  if (keys.length === 0) throw unreadable(written);
  return keys.map((word) => {
    const [, control] = /^(?:ctrl\+|c-|\^)([a-z@[\\\]^_])$/i.exec(word) ?? [];
    if (control !== undefined) return `ctrl+${control.toLowerCase()}`;
    if (!/^[!-~]$/.test(word)) throw unreadable(written);
    return word;
  });
}

function unreadable(written: string): StetError {
  const message = `Cannot use ${JSON.stringify(written)} for detach_keys`;
  const hint = String.raw`Write keys with blanks between them, each a character or ctrl+ and a letter: "ctrl+\ d"`;
  return new StetError('OPTION_INVALID', message, { hint });
}
