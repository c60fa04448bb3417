import { codePointRanges } from './code-point-table.ts';

/** Grapheme classes of Unicode 16, as they stand in the table (UAX #29 and Indic_Conjunct_Break). */
export const graphemeClass = {
  other: 0,
  extend: 1,
  zwj: 2,
  spacingMark: 3,
  prepend: 4,
  regionalIndicator: 5,
  hangulL: 6,
  hangulV: 7,
  hangulT: 8,
  hangulLv: 9,
  hangulLvt: 10,
  pictographic: 11,
  control: 12,
  consonant: 13,
  linker: 14,
} as const;

const TABLE_SIZE = 0x110000;
const table = expand(codePointRanges);

/** Cells that a code point takes by itself: 0, 1 or 2. East Asian Ambiguous is 1. */
export function widthOf(code: number): number {
  return (table[code] ?? 1) & 3;
}

/** The grapheme class of a code point, one of `graphemeClass`. */
export function graphemeClassOf(code: number): number {
  return (table[code] ?? 0) >> 2;
}

function expand(ranges: string): Uint8Array {
  const values = new Uint8Array(TABLE_SIZE).fill(1);
  let at = 0;
  for (const range of ranges.split(',')) {
    const [gap = '0', length = '0', value = '1'] = range.split(' ');
    const from = at + Number.parseInt(gap, 36);
    at = from + Number.parseInt(length, 36);
    values.fill(Number.parseInt(value, 36), from, at);
  }
  return values;
}
