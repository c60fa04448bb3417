/**
 * Bytes as text without loss. Valid UTF-8 decodes as usual; every other byte becomes a lone
 * surrogate U+DC80..U+DCFF and encodes back to that byte (Python's "surrogateescape", PEP 383).
 * Paths, argv and names of the operating system are bytes; this is how they pass through JSON.
 */
export function decodeText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const size = sequenceLength(bytes, at);
    if (size === 0) {
      text += String.fromCharCode(0xdc00 + byteAt(bytes, at));
      at += 1;
    } else {
      text += String.fromCodePoint(codePointAt(bytes, at, size));
      at += size;
    }
  }
  return text;
}

/** The bytes that `decodeText` read. A lone surrogate that it cannot have made becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else pushUtf8(bytes, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return Uint8Array.from(bytes);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Length of the well-formed UTF-8 sequence at `at` (Unicode 16, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = byteAt(bytes, at);
  if (lead < 0x80) return 1;
  const size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead <= 0xef ? 3 : 4;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = byteAt(bytes, at + 1);
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + size; next += 1) {
    if ((byteAt(bytes, next) & 0xc0) !== 0x80) return 0;
  }
  return size;
}

function codePointAt(bytes: Uint8Array, at: number, size: number): number {
  const lead = byteAt(bytes, at);
  if (size === 1) return lead;
  let code = lead & (0xff >> (size + 1));
  for (let next = at + 1; next < at + size; next += 1) {
    code = (code << 6) | (byteAt(bytes, next) & 0x3f);
  }
  return code;
}

function pushUtf8(bytes: number[], code: number): void {
  if (code < 0x80) {
    bytes.push(code);
    return;
  }
  const size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  const mark = (0xf00 >> size) & 0xff;
  bytes.push(mark | (code >> (6 * (size - 1))));
  for (let shift = 6 * (size - 2); shift >= 0; shift -= 6) {
    bytes.push(0x80 | ((code >> shift) & 0x3f));
  }
}
