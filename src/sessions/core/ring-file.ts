import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { OutputRing } from './output-ring.ts';

/**
 * A ring on disk, for the next daemon. Written up to a little more than what was kept, it is still
 * right: whoever reads it goes on with the same bytes at the same places.
 */
export class RingFile {
  readonly #path: string;
  #writtenTo: number;

  constructor(path: string, writtenTo = 0) {
    this.#path = path;
    this.#writtenTo = writtenTo;
  }

  /** Writes what came since the last time. */
  update(ring: OutputRing): void {
    if (ring.capacity === 0 || ring.accounting.total === this.#writtenTo) return;
    const bytes = ring.read(this.#writtenTo);
    const start = ring.accounting.total - bytes.length;
    const file = openSync(this.#path, 'a', 0o600);
    closeSync(file);
    const writable = openSync(this.#path, 'r+');
    try {
      for (let at = 0; at < bytes.length;) {
        const place = (start + at) % ring.capacity;
        const size = Math.min(bytes.length - at, ring.capacity - place);
        writeSync(writable, bytes, at, size, place);
        at += size;
      }
    } finally {
      closeSync(writable);
    }
    this.#writtenTo = ring.accounting.total;
  }

  /** The ring as it was when `total` bytes had gone by, of which `retained` were kept. */
  load(capacity: number, total: number, retained: number): OutputRing {
    const ring = new OutputRing(capacity);
    ring.resume(total - retained);
    const bytes = new Uint8Array(retained);
    const file = openSync(this.#path, 'a+', 0o600);
    try {
      for (let at = 0; at < retained;) {
        const place = (total - retained + at) % capacity;
        const size = Math.min(retained - at, capacity - place);
        readSync(file, bytes, at, size, place);
        at += size;
      }
    } finally {
      closeSync(file);
    }
    ring.append(bytes);
    this.#writtenTo = total;
    return ring;
  }
}
