import { appendFileSync, openSync, closeSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import type { SealedPage } from '../../term/terminal.ts';

/** Which file holds the sealed pages of a session, and how many bytes of it count. */
export interface PagePlace {
  readonly generation: number;
  readonly bytes: number;
}

const HEAD = 13;
/** A file is written anew when more than this and more than half of it is of lines let go. */
const SLACK = 8 * 1024 * 1024;

/**
 * The sealed pages of a session's history on disk, in order, for the next daemon. What is appended
 * counts once a kept state says so.
 */
export class PageFile {
  readonly #base: string;
  #generation: number;
  #bytes: number;
  #waiting: SealedPage[] = [];
  #outdated: string | undefined = undefined;

  constructor(base: string, place: PagePlace = { generation: 0, bytes: 0 }) {
    this.#base = base;
    this.#generation = place.generation;
    this.#bytes = place.bytes;
  }

  add(page: SealedPage): void {
    this.#waiting.push(page);
  }

  /** The history was cleared: what was there counts no more. */
  clear(): void {
    this.#waiting = [];
    this.#begin([]);
  }

  /** Writes what was added, lets go of lines before `firstLine`, and says where it all is. */
  update(firstLine: number): PagePlace {
    this.#removeOutdated();
    const bytes = Buffer.concat(this.#waiting.map(recordOf));
    this.#waiting = [];
    if (bytes.length > 0) {
      appendFileSync(this.#path, bytes, { mode: 0o600 });
      this.#bytes += bytes.length;
    }
    if (this.#bytes > SLACK) this.#compact(firstLine);
    return { generation: this.#generation, bytes: this.#bytes };
  }

  /** Gives up what was written and what waits; later pages begin a file of their own. */
  abandon(): PagePlace {
    this.#waiting = [];
    this.#outdated ??= this.#path;
    this.#generation += 1;
    this.#bytes = 0;
    return { generation: this.#generation, bytes: 0 };
  }

  /** The pages that count. What was written after the state was kept is cut off. */
  load(): readonly SealedPage[] {
    if (this.#bytes === 0) return [];
    closeSync(openSync(this.#path, 'a', 0o600));
    truncateSync(this.#path, this.#bytes);
    return pagesIn(readFileSync(this.#path));
  }

  get #path(): string {
    return `${this.#base}.${this.#generation}.pages`;
  }

  #compact(firstLine: number): void {
    const pages = pagesIn(readFileSync(this.#path));
    const from = pages.findIndex((_, at) => (pages[at + 1]?.firstLine ?? Infinity) >= firstLine);
    const kept = pages.slice(Math.max(0, from));
    const size = kept.reduce((sum, page) => sum + HEAD + page.bytes.length, 0);
    if (size < this.#bytes / 2) this.#begin(kept);
  }

  /** The file before stays until the next update: the newest kept state may still name it. */
  #begin(pages: readonly SealedPage[]): void {
    this.#removeOutdated();
    this.#outdated = this.#path;
    this.#generation += 1;
    const bytes = Buffer.concat(pages.map(recordOf));
    if (bytes.length > 0) appendFileSync(this.#path, bytes, { mode: 0o600 });
    this.#bytes = bytes.length;
  }

  #removeOutdated(): void {
    if (this.#outdated !== undefined) rmSync(this.#outdated, { force: true });
    this.#outdated = undefined;
  }
}

function recordOf({ firstLine, startsInside, bytes }: SealedPage): Buffer {
  const record = Buffer.alloc(HEAD + bytes.length);
  record.writeUInt32LE(bytes.length, 0);
  record.writeDoubleLE(firstLine, 4);
  record.writeUInt8(startsInside ? 1 : 0, 12);
  record.set(bytes, HEAD);
  return record;
}

function pagesIn(file: Buffer): readonly SealedPage[] {
  const pages: SealedPage[] = [];
  for (let at = 0; at + HEAD <= file.length;) {
    const size = file.readUInt32LE(at);
    const bytes = Uint8Array.from(file.subarray(at + HEAD, at + HEAD + size));
    pages.push({
      firstLine: file.readDoubleLE(at + 4),
      startsInside: file.readUInt8(at + 12) === 1,
      bytes,
    });
    at += HEAD + size;
  }
  return pages;
}
