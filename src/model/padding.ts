import { decodeText } from '../base/lossless-text.ts';

const [TAB, BLANK] = [0x09, 0x20];

/**
 * Where UTF-8 text ends but for its padding: text of nothing but white space is padding as a whole,
 * at the end of other text blanks are.
 */
export function endWithoutPadding(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from] ?? 0;
  if ((first <= BLANK || first >= 0x7f) && isWhiteSpace(bytes, from, to)) return from;
  let end = to;
  while (bytes[end - 1] === BLANK) end -= 1;
  return end;
}

function isWhiteSpace(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (bytes[at] === BLANK || bytes[at] === TAB)) at += 1;
  if (at === to) return true;
  return WHITE_LEADS.has(bytes[at] ?? 0) && decodeText(bytes.subarray(at, to)).trimEnd() === '';
}

/** The lead bytes of white space beyond ASCII. */
const WHITE_LEADS: ReadonlySet<number> = new Set([0xc2, 0xe1, 0xe2, 0xe3, 0xef]);
