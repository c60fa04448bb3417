import { bytesOf, textOf } from '../../os/bytes.ts';
import type { PtySize } from '../holder.ts';

/** What a peer sent is no frame of ours; its connection is closed. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** Puts the fields of a frame one behind the other. */
export class FieldWriter {
  readonly #parts: Uint8Array[] = [];

  /** Any number, exact up to 2^53: 8 bytes, IEEE 754, big-endian. */
  number(value: number): this {
    const part = Buffer.alloc(8);
    part.writeDoubleBE(value);
    this.#parts.push(part);
    return this;
  }

  /** Their length as 4 bytes, big-endian, and the bytes. */
  bytes(value: Uint8Array): this {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    this.#parts.push(length, value);
    return this;
  }

  /** Lossless text as the bytes that it stands for. */
  text(value: string): this {
    return this.bytes(bytesOf(value));
  }

  /** Their number, and each text. */
  texts(values: readonly string[]): this {
    this.number(values.length);
    for (const value of values) this.text(value);
    return this;
  }

  size({ columns, rows }: PtySize): this {
    return this.number(columns).number(rows);
  }

  get parts(): readonly Uint8Array[] {
    return this.#parts;
  }
}

/** Takes the fields of a frame apart. @throws FrameError for a frame that is too short or too long */
export class FieldReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  number(): number {
    return this.#take(8).readDoubleBE();
  }

  /** A view of the frame's own bytes. */
  bytes(): Buffer {
    return this.#take(this.#take(4).readUInt32BE());
  }

  text(): string {
    return textOf(this.bytes());
  }

  texts(): readonly string[] {
    const values: string[] = [];
    for (let left = this.number(); left > 0; left -= 1) values.push(this.text());
    return values;
  }

  size(): PtySize {
    return { columns: this.number(), rows: this.number() };
  }

  end(): void {
    if (this.#at !== this.#body.length) throw new FrameError('A frame is too long');
  }

  #take(size: number): Buffer {
    if (this.#at + size > this.#body.length) throw new FrameError('A frame is too short');
    this.#at += size;
    return this.#body.subarray(this.#at - size, this.#at);
  }
}
