import { StetError } from '../base/errors.ts';

/** The workspace that is meant when nobody names one. */
export const DEFAULT_WORKSPACE = 'default';

const MAX_NAME_LENGTH = 64;
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}._-])?$/u;

/**
 * Checks a workspace's name and brings it into one form (NFC). A name is also a file name, so a
 * path, a control character or a leading dash is refused.
 * @throws StetError NAME_INVALID
 */
export function workspaceName(given: string): string {
  const name = given.normalize('NFC');
  if (name === '') throw new StetError('NAME_INVALID', 'Cannot use an empty workspace name');
  if (name.length > MAX_NAME_LENGTH) {
    throw new StetError(
      'NAME_INVALID',
      `Cannot use a workspace name of ${name.length} characters: ${JSON.stringify(`${name.slice(0, 20)}…`)}`,
    );
  }
  if (!NAME.test(name)) {
    throw new StetError('NAME_INVALID', `Cannot use ${JSON.stringify(name)} as a workspace name`);
  }
  return name;
}
