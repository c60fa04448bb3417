import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { errnoOf } from '../../os/errno.ts';
import type { SealedPage } from '../../term/terminal.ts';

/** Which files hold the sealed pages of a session, and how many bytes of the last one count. */
export interface PagePlace {
  readonly generation: number;
  readonly bytes: number;
  /** The first of them. Default: `generation`, the only one. */
  readonly oldest?: number | undefined;
}

const HEAD = 13;
/** A file that has so much is followed by another one: a file goes as a whole, and is never copied. */
const FILE_BYTES = 4 * 1024 * 1024;

interface OneFile {
  readonly generation: number;
  /** The number of the first line that begins in it; undefined while it is empty. */
  firstLine: number | undefined;
}

/**
 * The sealed pages of a session's history on disk, in order, for the next daemon. What is appended
 * counts once a kept state says so.
 */
export class PageFile {
  readonly #base: string;
  readonly #oldest: number;
  #files: OneFile[];
  #bytes: number;
  #waiting: SealedPage[] = [];
  #outdated: readonly number[] = [];

  constructor(base: string, place: PagePlace = { generation: 0, bytes: 0 }) {
    this.#base = base;
    this.#oldest = place.oldest ?? place.generation;
    this.#files = [{ generation: place.generation, firstLine: undefined }];
    this.#bytes = place.bytes;
  }

  add(page: SealedPage): void {
    this.#waiting.push(page);
  }

  /** The history was cleared: what was there counts no more. */
  clear(): void {
    this.#waiting = [];
    this.#removeOutdated();
    this.#outdated = this.#files.map(({ generation }) => generation);
    this.#files = [];
    this.#begin((this.#outdated.at(-1) ?? 0) + 1);
  }

  /** Writes what was added, lets go of files before `firstLine`, and says where it all is. */
  update(firstLine: number): PagePlace {
    this.#removeOutdated();
    const pages = this.#waiting;
    this.#waiting = [];
    for (let at = 0; at < pages.length;) at += this.#append(pages.slice(at));
    this.#letGo(firstLine);
    return this.#place;
  }

  /** Gives up what was written and what waits; later pages begin a file of their own. */
  abandon(): PagePlace {
    this.#waiting = [];
    this.#outdated = [...this.#outdated, ...this.#files.map(({ generation }) => generation)];
    this.#files = [];
    this.#begin((this.#outdated.at(-1) ?? 0) + 1);
    return this.#place;
  }

  /** The pages that count. What was written after the state was kept is cut off. */
  load(): readonly SealedPage[] {
    const last = this.#current.generation;
    const found: OneFile[] = [];
    const all: SealedPage[] = [];
    for (let generation = this.#oldest; generation <= last; generation += 1) {
      const pages = this.#read(generation, generation === last ? this.#bytes : undefined);
      found.push({ generation, firstLine: pages[0] && firstStart(pages[0]) });
      all.push(...pages);
    }
    this.#files = found;
    return all;
  }

  get #place(): PagePlace {
    const [{ generation: oldest } = this.#current] = this.#files;
    return { generation: this.#current.generation, bytes: this.#bytes, oldest };
  }

  get #current(): OneFile {
    return this.#files.at(-1) ?? this.#begin(0);
  }

  /** Writes pages as far as the file has room; returns how many. */
  #append(pages: readonly SealedPage[]): number {
    if (this.#bytes >= FILE_BYTES) this.#begin(this.#current.generation + 1);
    const file = this.#current;
    const records: Buffer[] = [];
    let bytes = this.#bytes;
    for (const page of pages) {
      if (bytes >= FILE_BYTES) break;
      records.push(recordOf(page));
      bytes += HEAD + page.bytes.length;
      file.firstLine ??= firstStart(page);
    }
    // A daemon that was killed may have left more in a file than what counts.
    const write = this.#bytes === 0 ? writeFileSync : appendFileSync;
    write(this.#path(file.generation), Buffer.concat(records), { mode: 0o600 });
    this.#bytes = bytes;
    return records.length;
  }

  #begin(generation: number): OneFile {
    const file = { generation, firstLine: undefined };
    this.#files.push(file);
    this.#bytes = 0;
    return file;
  }

  /** A file stays until the next update: the newest kept state may still name it. */
  #letGo(firstLine: number): void {
    const next = this.#files.findIndex((file) => (file.firstLine ?? Infinity) > firstLine);
    const count = (next < 0 ? this.#files.length : next) - 1;
    if (count < 1) return;
    const gone = this.#files.slice(0, count).map(({ generation }) => generation);
    this.#outdated = [...this.#outdated, ...gone];
    this.#files = this.#files.slice(count);
  }

  #removeOutdated(): void {
    for (const generation of this.#outdated) rmSync(this.#path(generation), { force: true });
    this.#outdated = [];
  }

  /** Those of one file, cut to `bytes`; none when it is gone. */
  #read(generation: number, bytes: number | undefined): readonly SealedPage[] {
    if (bytes === 0) return [];
    try {
      const path = this.#path(generation);
      if (bytes !== undefined) truncateSync(path, bytes);
      return pagesIn(readFileSync(path));
    } catch (failure) {
      if (errnoOf(failure) !== 'ENOENT') throw failure;
      this.#bytes = bytes === undefined ? this.#bytes : 0;
      return [];
    }
  }

  #path(generation: number): string {
    return `${this.#base}.${generation}.pages`;
  }
}

function firstStart({ firstLine, startsInside }: SealedPage): number {
  return startsInside ? firstLine + 1 : firstLine;
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
