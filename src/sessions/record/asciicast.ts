import { appendFileSync, chmodSync, closeSync, openSync, truncateSync } from 'node:fs';
import type { PtySize } from '../../pty/holder.ts';

/** What the head of a recording says. */
export interface CastHead {
  readonly size: PtySize;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly command: string;
  readonly title: string;
  readonly term: string;
}

/** Where a recording stands, for whoever goes on with it. */
export interface CastPlace {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Bytes of the file that count. */
  readonly sizeBytes: number;
  /** The first bytes of a character whose end did not come yet, in base64. */
  readonly pending: string;
}

/** A recording in the format asciicast v2, private to its owner (0600), written as it comes. */
export class CastFile {
  readonly path: string;
  readonly #startedAt: number;
  #sizeBytes = 0;
  #pending: Uint8Array = new Uint8Array();

  private constructor(path: string, startedAt: number) {
    this.path = path;
    this.#startedAt = startedAt;
  }

  /** Begins a recording in a new file: another one may be precious. @throws EEXIST */
  static begin(path: string, head: CastHead): CastFile {
    const file = openSync(path, 'wx', 0o600);
    closeSync(file);
    chmodSync(path, 0o600);
    const cast = new CastFile(path, head.startedAt);
    cast.#append({
      version: 2,
      width: head.size.columns,
      height: head.size.rows,
      timestamp: Math.floor(head.startedAt / 1000),
      command: head.command,
      ...(head.title !== '' && { title: head.title }),
      env: { TERM: head.term },
    });
    return cast;
  }

  /** Goes on where a recording stood; what was written after that is to come again. */
  static resume(place: CastPlace): CastFile {
    truncateSync(place.file, place.sizeBytes);
    const cast = new CastFile(place.file, place.startedAt);
    cast.#sizeBytes = place.sizeBytes;
    cast.#pending = Buffer.from(place.pending, 'base64');
    return cast;
  }

  get place(): CastPlace {
    return {
      file: this.path,
      startedAt: this.#startedAt,
      sizeBytes: this.#sizeBytes,
      pending: Buffer.from(this.#pending).toString('base64'),
    };
  }

  output(bytes: Uint8Array, at: number): void {
    const all = Buffer.concat([this.#pending, bytes]);
    const end = all.length - unfinished(all);
    this.#pending = Uint8Array.from(all.subarray(end));
    if (end > 0) this.#event('o', all.toString('utf8', 0, end), at);
  }

  resized({ columns, rows }: PtySize, at: number): void {
    this.#event('r', `${columns}x${rows}`, at);
  }

  #event(kind: 'o' | 'r', data: string, at: number): void {
    const seconds = Math.max(0, at - this.#startedAt) / 1000;
    this.#append([Number(seconds.toFixed(6)), kind, data]);
  }

  #append(line: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    appendFileSync(this.path, bytes, { mode: 0o600 });
    this.#sizeBytes += bytes.length;
  }
}

/** How many bytes at the end are the beginning of a character in UTF-8. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? back : 0;
  }
  return 0;
}
