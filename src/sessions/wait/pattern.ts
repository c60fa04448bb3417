import { RE2JS } from 're2js';
import { StetError } from '../../base/errors.ts';

/** Where a text was found. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

/** Looks for all places of a pattern in a text. */
export type Finder = (text: string) => Iterable<Found>;

const LONGEST_PATTERN = 4096;

/**
 * A finder of a text, or of a regular expression in the syntax of RE2, which takes time in
 * proportion to the text whatever the expression is; "^" and "$" match at lines.
 * @throws StetError PATTERN_INVALID
 */
export function finderOf(written: string, isRegex: boolean): Finder {
  if (!isRegex) return (text) => plainMatches(text, written);
  const pattern = compile(written);
  return (text) => regexMatches(text, pattern);
}

function compile(written: string): RE2JS {
  try {
    if (written.length > LONGEST_PATTERN) throw new Error('it is too long');
    return RE2JS.compile(written, RE2JS.MULTILINE);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StetError('PATTERN_INVALID', `Cannot read the regular expression: ${why}`, {
      cause,
      hint: 'The syntax is that of RE2, without lookaround and back references',
    });
  }
}

function* plainMatches(text: string, wanted: string): Generator<Found> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    yield { from: at, to: at + wanted.length };
  }
}

function* regexMatches(text: string, pattern: RE2JS): Generator<Found> {
  const matcher = pattern.matcher(text);
  while (matcher.find()) yield { from: matcher.start(), to: matcher.end() };
}
