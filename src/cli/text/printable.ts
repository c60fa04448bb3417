// Controls, separators, lone surrogates and everything that turns the writing direction around.
const UNSAFE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{E0000}-\u{E007F}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text from outside as one line that cannot act on the terminal: a control character becomes its
 * escape (`\n`, `\x1b`, `\u202e`), a byte that is not UTF-8 its value (`\xff`).
 */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, escapeCharacter);
}

/** JSON in which nothing is left that a terminal would act on; `indent` 0 keeps it on one line. */
export function printableJson(value: unknown, indent: 0 | 2): string {
  return escapeJson(JSON.stringify(value, null, indent));
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // base/lossless-text.ts keeps the byte 0xNN as U+DCNN
  const byte = code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
  return (
    SHORT[character] ??
    (byte <= 0xff
      ? `\\x${hex(byte, 2)}`
      : code <= 0xffff
        ? `\\u${hex(code, 4)}`
        : `\\u{${hex(code, 1)}}`)
  );
}

function escapeJson(json: string): string {
  return json.replaceAll(UNSAFE, (character) =>
    character === '\n'
      ? character
      : Array.from(
          { length: character.length },
          (_, at) => `\\u${hex(character.charCodeAt(at), 4)}`,
        ).join(''),
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
