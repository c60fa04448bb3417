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

/** The candidate most like `name` within a third of its length (Levenshtein), if any. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best === undefined) return undefined;
  return best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + swap,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
