/** How a stream of bytes stands: all of them are counted, the newest are kept. */
export interface Accounting {
  readonly total: number;
  readonly retained: number;
  readonly dropped: number;
}

const FIRST_SIZE = 4096;

/**
 * The newest bytes of a program's output, at most `capacity` of them. Byte n of the stream stands
 * at n modulo the capacity once the ring is full, so writing the same bytes again changes nothing.
 */
export class OutputRing {
  readonly capacity: number;
  #bytes: Uint8Array<ArrayBuffer>;
  #total = 0;
  /** The oldest byte that is kept. */
  #first = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#bytes = new Uint8Array(Math.min(capacity, FIRST_SIZE));
  }

  /** An empty ring for a stream of which `total` bytes went by. */
  static from(capacity: number, total: number): OutputRing {
    const ring = new OutputRing(capacity);
    ring.resume(total);
    return ring;
  }

  get accounting(): Accounting {
    return { total: this.#total, retained: this.#total - this.#first, dropped: this.#first };
  }

  append(bytes: Uint8Array): void {
    const kept = bytes.length > this.capacity ? bytes.subarray(-this.capacity) : bytes;
    const start = this.#total + bytes.length - kept.length;
    this.#total += bytes.length;
    this.#first = Math.max(this.#first, this.#total - this.capacity);
    if (this.capacity === 0) return;
    this.#grow();
    this.#put(kept, start);
  }

  /** The kept bytes from an offset of the stream on, oldest first. */
  read(since = 0): Uint8Array<ArrayBuffer> {
    const from = Math.min(this.#total, Math.max(this.#first, since));
    const out = new Uint8Array(this.#total - from);
    for (let at = from; at < this.#total;) {
      const place = at % this.capacity;
      const size = Math.min(this.#total - at, this.capacity - place);
      out.set(this.#bytes.subarray(place, place + size), at - from);
      at += size;
    }
    return out;
  }

  /** Lets go of all but the newest `count` bytes. */
  cutTo(count: number): OutputRing {
    const rest = this.read(this.#total - count);
    const ring = new OutputRing(rest.length);
    ring.resume(this.#total - rest.length);
    ring.append(rest);
    return ring;
  }

  /** Goes on with a stream of which `total` bytes went by; none of them are here. */
  resume(total: number): void {
    this.#total = total;
    this.#first = total;
  }

  #grow(): void {
    const needed = Math.min(this.capacity, this.#total);
    if (needed <= this.#bytes.length) return;
    let size = this.#bytes.length;
    while (size < needed) size = Math.min(this.capacity, size * 2);
    const grown = new Uint8Array(size);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  #put(bytes: Uint8Array, start: number): void {
    for (let at = 0; at < bytes.length;) {
      const place = (start + at) % this.capacity;
      const size = Math.min(bytes.length - at, this.capacity - place);
      this.#bytes.set(bytes.subarray(at, at + size), place);
      at += size;
    }
  }
}
