/** What a database holds that cannot be as SQLite wrote it: truncated, torn or of another format. */
export class MalformedDatabase extends Error {
  override readonly name = 'MalformedDatabase';
}

/** Reads big-endian numbers and SQLite's varints from a page, and refuses to leave it. */
export class BytesReader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** A varint: 7 bits a byte, the ninth byte whole. Numbers above 2^53 lose their last bits. */
  varint(): number {
    let value = 0;
    for (let index = 0; index < 8; index += 1) {
      const byte = this.#byte();
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    return value * 256 + this.#byte();
  }

  uint32(): number {
    return this.#take(4).readUInt32BE();
  }

  skip(sizeBytes: number): void {
    const end = this.at + sizeBytes;
    if (!(end <= this.#bytes.length)) throw new MalformedDatabase('a record leaves its page');
    this.at = end;
  }

  bytes(sizeBytes: number): Buffer {
    return this.#take(sizeBytes);
  }

  #byte(): number {
    const at = this.at;
    this.skip(1);
    return this.#bytes[at] ?? 0;
  }

  #take(sizeBytes: number): Buffer {
    const start = this.at;
    this.skip(sizeBytes);
    const taken = this.#bytes.subarray(start, this.at);
    return taken;
  }
}
