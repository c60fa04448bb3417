import { usageError } from '../usage-error.ts';

/**
 * "-100..", "0..50", "-20..-10": lines of the scrollback, negative ones counted from the newest;
 * the end is not included. @throws StetError USAGE
 */
export function readLineRange(text: string): { readonly from: number; readonly to?: number } {
  const [, from, to = ''] = /^(-?\d{1,9})\.\.(-?\d{1,9})?$/.exec(text) ?? [];
  if (from === undefined) {
    const hint = 'Write A..B: "-100.." for the last hundred lines, "0..50" for the first fifty';
    throw usageError(`Cannot use ${JSON.stringify(text)} as a range of lines`, hint);
  }
  return to === '' ? { from: Number(from) } : { from: Number(from), to: Number(to) };
}
