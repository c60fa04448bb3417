import { usageError } from '../usage-error.ts';

/**
 * "-100..", "0..49", "-20..-11": lines of the scrollback, negative ones counted from the newest;
 * the last one counts along. @throws StetError USAGE
 */
export function readLineRange(text: string): { readonly from: number; readonly to?: number } {
  const [, from, to = ''] = /^(-?\d{1,9})\.\.(-?\d{1,9})?$/.exec(text) ?? [];
  if (from === undefined) {
    const hint = 'Write A..B: "-100.." for the last hundred lines, "0..49" for the first fifty';
    throw usageError(`Cannot use ${JSON.stringify(text)} as a range of lines`, hint);
  }
  return to === '' ? { from: Number(from) } : { from: Number(from), to: Number(to) };
}
