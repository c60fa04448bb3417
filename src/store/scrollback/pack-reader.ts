import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentRef } from '../../model/checkpoint.ts';
import { textOf } from '../../os/bytes.ts';
import { ignore } from '../../os/errno.ts';
import { decodeRecord } from './record.ts';
import type { SegmentReader } from './segments.ts';

const PACK_NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.pack$/;
const NOT_THERE = ignore('ENOENT', 'EACCES', 'EPERM');

/** Reads segments from packs. Whoever opens it closes it. */
export function packReader(folder: string): SegmentReader {
  const files = new Map<string, Promise<FileHandle | undefined>>();

  const fileOf = async (pack: string): Promise<FileHandle | undefined> => {
    // A manifest may be foreign; its packs must not be paths to somewhere else.
    if (!PACK_NAME.test(pack)) return undefined;
    const opened = files.get(pack) ?? open(join(folder, pack), 'r').catch(NOT_THERE);
    files.set(pack, opened);
    return opened;
  };

  return {
    read: async (segment) => {
      const file = await fileOf(segment.pack);
      return file === undefined ? undefined : readSegment(file, segment);
    },
    close: async () => {
      for (const file of files.values()) await (await file)?.close();
    },
  };
}

async function readSegment(
  file: FileHandle,
  segment: SegmentRef,
): Promise<readonly string[] | undefined> {
  const { size } = await file.stat();
  if (segment.offset + segment.sizeBytes > size) return undefined;
  const record = Buffer.alloc(segment.sizeBytes);
  await file.read(record, 0, segment.sizeBytes, segment.offset);
  const bytes = decodeRecord(record);
  if (bytes === undefined) return undefined;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const lines = textOf(bytes).split('\n');
  return hash === segment.hash && lines.length === segment.lines ? lines : undefined;
}
