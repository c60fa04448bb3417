import { type FieldWriter, FrameError } from './fields.ts';

/** More than any frame of ours: input and states come in one piece. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const LENGTH_BYTES = 4;

/** A frame as it travels: the length of the rest (4 bytes, big-endian), its kind (1 byte), its fields. */
export function frameBytes(kind: number, fields: FieldWriter): Buffer {
  const size = fields.parts.reduce((sum, part) => sum + part.length, 1);
  const head = Buffer.alloc(LENGTH_BYTES + 1);
  head.writeUInt32BE(size);
  head.writeUInt8(kind, LENGTH_BYTES);
  return Buffer.concat([head, ...fields.parts], LENGTH_BYTES + size);
}

/** Cuts a stream of bytes into frames, kind and fields, without their lengths. */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #size = 0;

  /** The frames that are complete with this chunk. @throws FrameError */
  push(chunk: Buffer): readonly Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const frames: Buffer[] = [];
    for (let needed = this.#needed(); this.#size >= needed; needed = this.#needed()) {
      const all = this.#join();
      frames.push(all.subarray(LENGTH_BYTES, needed));
      this.#chunks = [all.subarray(needed)];
      this.#size -= needed;
    }
    return frames;
  }

  /** How many bytes the frame at the front has; it must be told by its first bytes. */
  #needed(): number {
    if (this.#size < LENGTH_BYTES) return LENGTH_BYTES;
    const [first = this.#join()] = this.#chunks;
    const length = (first.length < LENGTH_BYTES ? this.#join() : first).readUInt32BE();
    if (length === 0 || length > MAX_FRAME_BYTES) {
      throw new FrameError(`A frame of ${length} bytes`);
    }
    return LENGTH_BYTES + length;
  }

  #join(): Buffer {
    const all = Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [all];
    return all;
  }
}
