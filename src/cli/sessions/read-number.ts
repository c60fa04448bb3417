import type { Flag, Given } from '../command.ts';
import { usageError } from '../usage-error.ts';

/** The longest anybody may ask a command to wait: a day. */
export const LONGEST_MS = 86_400_000;

/** What a number on the command line may be. */
export interface Bounds {
  /** How to call it: "--limit", "ROW". */
  readonly of: string;
  /** 0 by default. */
  readonly min?: number;
  readonly max: number;
}

/** How long a command may wait. */
export const timeoutFlag: Flag = {
  name: 'timeout',
  short: 't',
  value: 'MS',
  text: 'How many milliseconds to wait at most; by itself 30000',
};

/** @throws StetError USAGE when the text is no whole number within the bounds */
export function readNumber(text: string, { of, min = 0, max }: Bounds): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= min && number <= max) return number;
  const message = `Cannot use ${JSON.stringify(text)} for ${of}`;
  throw usageError(message, `It takes a whole number from ${min} to ${max}`);
}

/** The last value of a flag as a number. @throws StetError USAGE */
export function numberOf(
  { values }: Given,
  flag: string,
  bounds: Omit<Bounds, 'of'>,
): number | undefined {
  const text = values(flag).at(-1);
  return text === undefined ? undefined : readNumber(text, { ...bounds, of: `--${flag}` });
}

/** `--timeout`, ready to be spread into a request. @throws StetError USAGE */
export function timeoutOf(given: Given): { readonly timeoutMs?: number } {
  const timeoutMs = numberOf(given, 'timeout', { max: LONGEST_MS });
  return timeoutMs === undefined ? {} : { timeoutMs };
}
