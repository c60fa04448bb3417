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
  const files = new Map<string, Promise<Pack | undefined>>();

  const packOf = async (pack: string): Promise<Pack | undefined> => {
    // A manifest may be foreign; its packs must not be paths to somewhere else.
    if (!PACK_NAME.test(pack)) return undefined;
    const opened = files.get(pack) ?? openPack(join(folder, pack));
    files.set(pack, opened);
    return opened;
  };

  return {
    read: async (segment) => {
      const pack = await packOf(segment.pack);
      return pack === undefined ? undefined : readSegment(pack, segment);
    },
    close: async () => {
      for (const pack of files.values()) await (await pack)?.file.close();
    },
  };
}

/** What is stored of a pack when it is opened never changes. */
interface Pack {
  readonly file: FileHandle;
  readonly sizeBytes: number;
}

async function openPack(path: string): Promise<Pack | undefined> {
  const file = await open(path, 'r').catch(NOT_THERE);
  return file === undefined ? undefined : { file, sizeBytes: (await file.stat()).size };
}

async function readSegment(
  { file, sizeBytes }: Pack,
  segment: SegmentRef,
): Promise<readonly string[] | undefined> {
  if (segment.offset + segment.sizeBytes > sizeBytes) return undefined;
  const record = Buffer.alloc(segment.sizeBytes);
  await file.read(record, 0, segment.sizeBytes, segment.offset);
  const bytes = decodeRecord(record);
  if (bytes === undefined) return undefined;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const lines = textOf(bytes).split('\n');
  return hash === segment.hash && lines.length === segment.lines ? lines : undefined;
}
