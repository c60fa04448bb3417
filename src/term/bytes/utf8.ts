const REPLACEMENT = 0xfffd;
const CHUNK = 4096;

/** Writes one scalar value as UTF-8 at `at` (1 to 4 bytes) and returns the place after it. */
export function putUtf8(target: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    target[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    target[at] = 0xc0 | (code >> 6);
    target[at + 1] = 0x80 | (code & 63);
    return at + 2;
  }
  if (code < 0x10000) {
    target[at] = 0xe0 | (code >> 12);
    target[at + 1] = 0x80 | ((code >> 6) & 63);
    target[at + 2] = 0x80 | (code & 63);
    return at + 3;
  }
  target[at] = 0xf0 | (code >> 18);
  target[at + 1] = 0x80 | ((code >> 12) & 63);
  target[at + 2] = 0x80 | ((code >> 6) & 63);
  target[at + 3] = 0x80 | (code & 63);
  return at + 4;
}

/** How many bytes a scalar value takes. */
export function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** A text as UTF-8; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const target = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? REPLACEMENT;
    at = putUtf8(target, at, code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code);
  }
  return target.slice(0, at);
}

/** Bytes as text; each maximal part of an ill-formed sequence becomes one U+FFFD (Unicode 16, 3.9). */
export function decodeUtf8(bytes: Uint8Array): string {
  const decoder = new Utf8Decoder();
  const codes: number[] = [];
  let text = '';
  for (const byte of bytes) {
    while (!decoder.accept(byte)) codes.push(REPLACEMENT);
    if (!decoder.isInside) codes.push(decoder.code);
    if (codes.length >= CHUNK) text += String.fromCodePoint(...codes.splice(0));
  }
  if (decoder.isInside) codes.push(REPLACEMENT);
  return text + String.fromCodePoint(...codes);
}

/** Not a whole, well-formed character. */
export const noCharacter = -1;

/** The character above ASCII that begins at `at`; `noCharacter` when its end is missing. */
export function decodeAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xe0) return decodeTwo(bytes, at, lead);
  return lead < 0xf0 ? decodeThree(bytes, at, lead) : decodeFour(bytes, at, lead);
}

function decodeTwo(bytes: Uint8Array, at: number, lead: number): number {
  if (lead < 0xc2 || at + 1 >= bytes.length) return noCharacter;
  const second = (bytes[at + 1] ?? 0) ^ 0x80;
  return second > 0x3f ? noCharacter : ((lead & 0x1f) << 6) | second;
}

function decodeThree(bytes: Uint8Array, at: number, lead: number): number {
  if (at + 2 >= bytes.length) return noCharacter;
  const second = (bytes[at + 1] ?? 0) ^ 0x80;
  const third = (bytes[at + 2] ?? 0) ^ 0x80;
  const code = ((lead & 0xf) << 12) | (second << 6) | third;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return (second | third) > 0x3f || code < 0x800 || isSurrogate ? noCharacter : code;
}

function decodeFour(bytes: Uint8Array, at: number, lead: number): number {
  if (lead > 0xf4 || at + 3 >= bytes.length) return noCharacter;
  const second = (bytes[at + 1] ?? 0) ^ 0x80;
  const third = (bytes[at + 2] ?? 0) ^ 0x80;
  const fourth = (bytes[at + 3] ?? 0) ^ 0x80;
  const code = ((lead & 7) << 18) | (second << 12) | (third << 6) | fourth;
  const isInRange = code >= 0x10000 && code <= 0x10ffff;
  return (second | third | fourth) > 0x3f || !isInRange ? noCharacter : code;
}

/** Decodes one byte at a time, so that a sequence may be split anywhere. */
export class Utf8Decoder {
  /** The code point read so far; complete when not `isInside`. */
  code = 0;
  #missing = 0;
  #lowest = 0x80;
  #highest = 0xbf;

  get isInside(): boolean {
    return this.#missing > 0;
  }

  /**
   * Takes a byte. False means: what came before is one ill-formed part, and this byte has yet to be
   * offered again. A byte that cannot begin a sequence is accepted as U+FFFD.
   */
  accept(byte: number): boolean {
    if (this.#missing === 0) {
      this.#begin(byte);
      return true;
    }
    if (byte < this.#lowest || byte > this.#highest) {
      this.#missing = 0;
      return false;
    }
    this.code = (this.code << 6) | (byte & 63);
    this.#missing -= 1;
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    return true;
  }

  reset(): void {
    this.#missing = 0;
  }

  /** The unfinished sequence, for a saved state. */
  get pending(): readonly number[] {
    return this.isInside ? [this.code, this.#missing, this.#lowest, this.#highest] : [];
  }

  set pending([code = 0, missing = 0, lowest = 0x80, highest = 0xbf]: readonly number[]) {
    this.code = code;
    this.#missing = missing;
    this.#lowest = lowest;
    this.#highest = highest;
  }

  #begin(byte: number): void {
    this.#lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (byte < 0x80) this.code = byte;
    else if (byte < 0xc2 || byte > 0xf4) this.code = REPLACEMENT;
    else this.#expect(byte);
  }

  #expect(lead: number): void {
    this.#missing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    this.code = lead & (0x3f >> this.#missing);
  }
}
