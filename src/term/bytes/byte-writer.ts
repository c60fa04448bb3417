import { encodeUtf8 } from './utf8.ts';

/** Builds a byte string of any length out of small numbers, texts and blocks. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** A whole number from 0 to 2^32 - 1, in 1 to 5 bytes. */
  number(value: number): void {
    let rest = value;
    this.#reserve(5);
    while (rest > 0x7f) {
      this.#bytes[this.#length] = (rest & 0x7f) | 0x80;
      this.#length += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length] = rest;
    this.#length += 1;
  }

  /** A whole number that may be negative, down to -2^31. */
  signed(value: number): void {
    this.number(value < 0 ? -value * 2 - 1 : value * 2);
  }

  boolean(value: boolean): void {
    this.number(value ? 1 : 0);
  }

  text(value: string): void {
    this.block(encodeUtf8(value));
  }

  numbers(values: ArrayLike<number>): void {
    this.number(values.length);
    for (let at = 0; at < values.length; at += 1) this.number(values[at] ?? 0);
  }

  block(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = new Uint8Array((this.#length + size) * 2);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
