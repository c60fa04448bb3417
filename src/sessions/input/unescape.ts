const ESCAPE = /\\(?:x([\dA-Fa-f]{2})|([nrt\\]))/g;
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/**
 * The text behind C escapes: \n, \r, \t, \\ and \xNN, which is one byte. What is no escape stands
 * for itself. Bytes from 0x80 on are lone surrogates, as in lossless text.
 */
export function unescape(text: string): string {
  return text.replaceAll(ESCAPE, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (named[letter ?? ''] ?? '') : byteText(Number.parseInt(hex, 16)),
  );
}

function byteText(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}
