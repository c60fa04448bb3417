import { StetError } from '../../base/errors.ts';
import { decodeUtf8 } from './utf8.ts';

/** Reads what `ByteWriter` wrote. Throws CHECKPOINT_CORRUPT instead of reading past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw corruptState('it ends too early');
    this.#at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (let size = 0; size < 5; size += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw corruptState('a number is too long');
  }

  /** A number that counts or indexes things, of which there are at most `most`. */
  upTo(most: number): number {
    const value = this.number();
    if (value > most) throw corruptState(`${value} is more than ${most}`);
    return value;
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  boolean(): boolean {
    return this.number() === 1;
  }

  text(): string {
    return decodeUtf8(this.block());
  }

  numbers(): number[] {
    const values: number[] = [];
    const count = this.upTo(this.#bytes.length);
    for (let index = 0; index < count; index += 1) values.push(this.number());
    return values;
  }

  block(): Uint8Array {
    const start = this.passBlock();
    return this.#bytes.subarray(start, this.#at);
  }

  /** Where the block begins that ends where reading goes on. */
  passBlock(): number {
    const size = this.upTo(this.#bytes.length - this.#at);
    this.#at += size;
    return this.#at - size;
  }
}

/** A saved terminal that cannot be read. */
export function corruptState(reason: string): StetError {
  return new StetError('CHECKPOINT_CORRUPT', `Cannot read the saved terminal: ${reason}`);
}
