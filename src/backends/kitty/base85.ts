const ALPHABET =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';

/** Bytes in base 85 with the alphabet of RFC 1924, as kitty writes keys and sealed requests. */
export function encodeBase85(bytes: Uint8Array): string {
  const missing = (4 - (bytes.length % 4)) % 4;
  const padded = Buffer.concat([bytes, Buffer.alloc(missing)]);
  let text = '';
  for (let at = 0; at < padded.length; at += 4) text += digitsOf(padded.readUInt32BE(at));
  return text.slice(0, text.length - missing);
}

/** The inverse of `encodeBase85`; a character that is no digit counts as zero. */
export function decodeBase85(text: string): Buffer {
  const missing = (5 - (text.length % 5)) % 5;
  const padded = text + '~'.repeat(missing);
  const bytes = Buffer.alloc((padded.length / 5) * 4);
  for (let at = 0; at < padded.length; at += 5) {
    let number = 0;
    for (let place = at; place < at + 5; place += 1) {
      number = number * 85 + Math.max(0, ALPHABET.indexOf(padded.charAt(place)));
    }
    bytes.writeUInt32BE(number % 2 ** 32, (at / 5) * 4);
  }
  return bytes.subarray(0, bytes.length - missing);
}

function digitsOf(number: number): string {
  let digits = '';
  for (let rest = number, place = 0; place < 5; place += 1) {
    digits = ALPHABET.charAt(rest % 85) + digits;
    rest = Math.floor(rest / 85);
  }
  return digits;
}
