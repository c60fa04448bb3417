import { endianness } from 'node:os';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * The pages of a write-ahead log up to its last whole commit, as SQLite itself would recover them
 * (sqlite.org/fileformat2.html, section 4). What was torn, or is left of an older log, is ignored.
 */
export function committedPages(log: Buffer, pageBytes: number): ReadonlyMap<number, Buffer> {
  const committed = new Map<number, Buffer>();
  if (log.length < HEADER_BYTES) return committed;
  const magic = log.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== 0x377f0682 || log.readUInt32BE(8) !== pageBytes) return committed;
  const sums = new RollingSum((magic & 1) === 1);
  sums.add(log.subarray(0, 24));
  if (!sums.equals(log, 24)) return committed;
  const pending = new Map<number, Buffer>();
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const frame = log.subarray(at, at + frameBytes);
    if (frame.compare(log, 16, 24, 8, 16) !== 0) break;
    const page = frame.subarray(FRAME_HEADER_BYTES);
    sums.add(frame.subarray(0, 8));
    sums.add(page);
    if (!sums.equals(frame, 16)) break;
    pending.set(frame.readUInt32BE(0), page);
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [number, content] of pending) committed.set(number, content);
    pending.clear();
  }
  return committed;
}

/** The checksum that runs through header and frames. */
class RollingSum {
  #first = 0;
  #second = 0;
  readonly #isSwapped: boolean;

  constructor(isBigEndian: boolean) {
    this.#isSwapped = isBigEndian !== (endianness() === 'BE');
  }

  add(bytes: Buffer): void {
    const words = wordsOf(bytes, this.#isSwapped);
    let [first, second] = [this.#first, this.#second];
    for (let at = 0; at + 1 < words.length; at += 2) {
      first = (first + (words[at] ?? 0) + second) >>> 0;
      second = (second + (words[at + 1] ?? 0) + first) >>> 0;
    }
    [this.#first, this.#second] = [first, second];
  }

  equals(bytes: Buffer, at: number): boolean {
    return this.#first === bytes.readUInt32BE(at) && this.#second === bytes.readUInt32BE(at + 4);
  }
}

function wordsOf(bytes: Buffer, isSwapped: boolean): Uint32Array {
  const isAligned = bytes.byteOffset % 4 === 0;
  const own = isSwapped || !isAligned ? new Uint8Array(bytes) : bytes;
  if (isSwapped) Buffer.from(own.buffer).swap32();
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}
