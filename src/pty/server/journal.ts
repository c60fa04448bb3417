const BLOCK_BYTES = 32 * 1024;

interface Block {
  readonly offset: number;
  readonly bytes: Buffer;
  /** How much of it is written. */
  used: number;
}

/** Output from the kept offset on, in memory. Offsets count from the start of the program. */
export class Journal {
  #blocks: Block[] = [];
  #keptTo = 0;
  #writtenTo = 0;

  get keptTo(): number {
    return this.#keptTo;
  }

  get writtenTo(): number {
    return this.#writtenTo;
  }

  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const block = this.#openBlock();
      const piece = bytes.subarray(at, at + block.bytes.length - block.used);
      block.bytes.set(piece, block.used);
      block.used += piece.length;
      this.#writtenTo += piece.length;
      at += piece.length;
    }
  }

  /** A view of what follows `offset`, at most `size` bytes; empty when nothing does. */
  read(offset: number, size: number): Uint8Array {
    const block = this.#blocks.find((one) => offset < one.offset + one.used);
    if (block === undefined) return Buffer.alloc(0);
    const start = offset - block.offset;
    return block.bytes.subarray(start, Math.min(block.used, start + size));
  }

  /** Forgets what comes before `offset`. What was read of it stays valid. */
  dropBefore(offset: number): void {
    this.#keptTo = Math.min(Math.max(offset, this.#keptTo), this.#writtenTo);
    this.#blocks = this.#blocks.filter((block) => block.offset + block.used > this.#keptTo);
  }

  #openBlock(): Block {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.used < last.bytes.length) return last;
    const bytes = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    const block = { offset: this.#writtenTo, bytes, used: 0 };
    this.#blocks.push(block);
    return block;
  }
}
