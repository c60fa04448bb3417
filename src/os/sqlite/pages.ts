import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { ignore } from '../errno.ts';
import { type FileStamp, stampOfAll } from '../file-stamp.ts';
import { MalformedDatabase } from './bytes-reader.ts';
import { committedPages } from './write-ahead-log.ts';

/** The pages of a database as its last commit left them. */
export interface Pages {
  /** Bytes of a page that hold content. */
  readonly usableBytes: number;
  read(number: number): Buffer;
  /** Whether nobody has changed the files since they were opened. */
  isSame(): boolean;
}

const MAGIC = 'SQLite format 3\0';
const UTF_8 = 1;

/** Opens the pages of a database for reading: takes no lock and writes nothing. */
export async function openPages(file: FileHandle, path: string): Promise<Pages> {
  const header = readAt(file, 0, 100);
  if (header.toString('latin1', 0, 16) !== MAGIC) throw new MalformedDatabase('not a database');
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  if (header.readUInt32BE(56) > UTF_8) throw new MalformedDatabase('not in UTF-8');
  if (pageBytes < 512) throw new MalformedDatabase('a page size that cannot be');
  const before = stampOfDatabase(path).state;
  const log = (await readFile(`${path}-wal`).catch(ignore('ENOENT'))) ?? Buffer.alloc(0);
  const newer = committedPages(log, pageBytes);
  return {
    usableBytes: pageBytes - header.readUInt8(20),
    read: (number) => newer.get(number) ?? readAt(file, (number - 1) * pageBytes, pageBytes),
    isSame: () => stampOfDatabase(path).state === before,
  };
}

/** Of the database and its log: a commit or a checkpoint changes one of them. */
export function stampOfDatabase(path: string): FileStamp {
  return stampOfAll([path, `${path}-wal`]);
}

/** Thousands of small pages: asking for each in another thread takes several times as long. */
function readAt({ fd }: FileHandle, position: number, sizeBytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(sizeBytes);
  const bytesRead = readSync(fd, buffer, 0, sizeBytes, position);
  if (bytesRead < sizeBytes) throw new MalformedDatabase('the file is cut off');
  return buffer;
}
