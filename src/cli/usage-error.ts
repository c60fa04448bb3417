import { StetError } from '../base/errors.ts';
import { nearestName } from '../base/nearest-name.ts';

/** A command line that cannot be meant; `hint` is the way to write it. */
export function usageError(message: string, hint?: string): StetError {
  return new StetError('USAGE', message, hint === undefined ? {} : { hint });
}

/** Something that no table knows, with the entry that was probably meant. */
export function unknownName(
  message: string,
  given: string,
  known: readonly string[],
  fallback: string,
): StetError {
  const nearest = nearestName(given, known);
  return usageError(message, nearest === undefined ? fallback : `Did you mean "${nearest}"?`);
}
