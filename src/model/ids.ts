import * as z from 'zod';

/** Random bytes; passed in, so that the model stays pure and tests stay repeatable. */
export type Entropy = (sizeBytes: number) => Uint8Array;

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A stable id kept in the host itself (tmux `@stet_id`), never a pid, an index or `%7`. */
export const StableId = z.string().regex(/^[wtp]_[0-9a-z]{10,32}$/);

/** A ULID (https://github.com/ulid/spec): 48 bits of time, 80 of chance, in Crockford's base 32. */
export const Ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

/** Makes a stable id for a window (`w`), a tab (`t`) or a pane (`p`), with 80 random bits. */
export function newStableId(level: 'w' | 't' | 'p', entropy: Entropy): string {
  return `${level}_${encodeBase32(entropy(10)).toLowerCase()}`;
}

/** Makes a ULID for `nowMs` (milliseconds since 1970). */
export function newUlid(nowMs: number, entropy: Entropy): string {
  const time = new Uint8Array(6);
  for (let index = 5, rest = nowMs; index >= 0; index -= 1, rest = Math.floor(rest / 256)) {
    time[index] = rest % 256;
  }
  return encodeBase32(time).padStart(10, '0').slice(-10) + encodeBase32(entropy(10));
}

/** When a ULID was made, in milliseconds since 1970, by the clock of that moment. */
export function ulidTime(ulid: string): number {
  return Array.from(ulid.slice(0, 10)).reduce((ms, digit) => ms * 32 + BASE32.indexOf(digit), 0);
}

function encodeBase32(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = '';
  for (let digits = Math.ceil((bytes.length * 8) / 5); digits > 0; digits -= 1) {
    text = BASE32.charAt(Number(value % 32n)) + text;
    value /= 32n;
  }
  return text;
}
