import { StetError } from '../base/errors.ts';

/** The workspace that is meant when nobody names one. */
export const DEFAULT_WORKSPACE = 'default';

/** What runs now, wherever a checkpoint can be named. */
export const LIVE = 'live';

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

/**
 * The name of a workspace that is to be written to. One that means something else is refused,
 * though what an older stet saved under it can still be read and renamed.
 * @throws StetError NAME_INVALID
 */
export function writableName(given: string): string {
  const name = workspaceName(given);
  if (name !== LIVE) return name;
  throw new StetError(
    'NAME_INVALID',
    `Cannot use "${LIVE}" as a workspace name: it means what runs now`,
    {
      hint: `Choose another name; "stet rename ${LIVE} NAME" frees a workspace that has this one`,
    },
  );
}
