/**
 * Bytes as text without loss. Valid UTF-8 decodes as usual; every other byte becomes a lone
 * surrogate U+DC80..U+DCFF and encodes back to that byte (Python's "surrogateescape", PEP 383).
 * Paths, argv and names of the operating system are bytes; this is how they pass through JSON.
 */
export function decodeText(bytes: Uint8Array): string {
  // No sequence of UTF-8 has fewer bytes than units of UTF-16.
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      units[length] = byte;
      length += 1;
      at += 1;
      continue;
    }
    const size = sequenceLength(bytes, at);
    const code = size === 0 ? 0xdc00 + byte : codePointAt(bytes, at, size);
    if (code > 0xffff) {
      units[length] = 0xd7c0 + (code >> 10);
      units[length + 1] = 0xdc00 + (code & 0x3ff);
      length += 2;
    } else {
      units[length] = code;
      length += 1;
    }
    at += Math.max(1, size);
  }
  return textOfUnits(units.subarray(0, length));
}

/** The bytes that `decodeText` read. A lone surrogate that it cannot have made becomes U+FFFD. */
export function encodeText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[length] = unit;
      length += 1;
      continue;
    }
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    if (code >= 0xdc80 && code <= 0xdcff) {
      bytes[length] = code - 0xdc00;
      length += 1;
    } else length = writeUtf8(bytes, length, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return bytes.slice(0, length);
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

/** Writes a character that is not ASCII; gives back where it ends. */
function writeUtf8(bytes: Uint8Array, start: number, code: number): number {
  const size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  const mark = (0xf00 >> size) & 0xff;
  bytes[start] = mark | (code >> (6 * (size - 1)));
  for (let at = start + 1; at < start + size; at += 1) {
    bytes[at] = 0x80 | ((code >> (6 * (start + size - 1 - at))) & 0x3f);
  }
  return start + size;
}

/** So many arguments at once are sure to find room on the stack. */
const UNITS_AT_ONCE = 4_096;

function textOfUnits(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += UNITS_AT_ONCE) {
    text += Reflect.apply(String.fromCharCode, undefined, units.subarray(at, at + UNITS_AT_ONCE));
  }
  return text;
}
