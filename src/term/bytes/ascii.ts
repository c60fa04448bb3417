/** Printable, blanks included. */
export function isAscii(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** The place of the first byte from `from` on that is not printable ASCII; `end` without one. */
export function asciiEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isAscii(bytes[at] ?? 0)) at += 1;
  return at;
}

/** The same, of long texts faster. */
export function asciiEndByWords(words: DataView, from: number, end: number): number {
  let at = from;
  while (at + 4 <= end && isAsciiWord(words.getInt32(at, true))) at += 4;
  while (at < end && isAscii(words.getUint8(at))) at += 1;
  return at;
}

/** Four bytes at once: none is above 0x7f, below a blank, or DEL. */
function isAsciiWord(word: number): boolean {
  return ((word | (word - 0x20202020) | (word + 0x01010101)) & 0x80808080) === 0;
}
