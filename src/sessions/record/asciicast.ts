import { appendFileSync, chmodSync, closeSync, fstatSync, openSync } from 'node:fs';
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

/**
 * A recording in the format asciicast v2, private to its owner (0600). Lines are written as they
 * come; after a crash another daemon goes on with the same file.
 */
export class CastFile {
  readonly path: string;
  readonly #startedAt: number;
  readonly #decoder = new TextDecoder();

  private constructor(path: string, startedAt: number) {
    this.path = path;
    this.#startedAt = startedAt;
  }

  /** Begins a recording; a file that is there already is replaced. */
  static begin(path: string, head: CastHead): CastFile {
    const file = openSync(path, 'w', 0o600);
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

  /** Goes on with a recording that began then. Fails when it is not there any more. */
  static resume(path: string, startedAt: number): CastFile {
    const file = openSync(path, 'r+');
    const isFile = fstatSync(file).isFile();
    closeSync(file);
    if (!isFile) throw new Error(`${path} is no file`);
    return new CastFile(path, startedAt);
  }

  output(bytes: Uint8Array, at: number): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text !== '') this.#event('o', text, at);
  }

  resized({ columns, rows }: PtySize, at: number): void {
    this.#event('r', `${columns}x${rows}`, at);
  }

  #event(kind: 'o' | 'r', data: string, at: number): void {
    const seconds = Math.max(0, at - this.#startedAt) / 1000;
    this.#append([Number(seconds.toFixed(6)), kind, data]);
  }

  #append(line: unknown): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}
