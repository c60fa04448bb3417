import { hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { SegmentRef } from '../../model/checkpoint.ts';
import { textOf } from '../../os/bytes.ts';
import { ignore } from '../../os/errno.ts';
import { decodeRecord } from './record.ts';
import type { SegmentReader } from './segments.ts';

const PACK_NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.pack$/;
const NOT_THERE = ignore('ENOENT', 'EACCES', 'EPERM');
/** Segments that stand one behind the other are read together, up to so many bytes. */
const MOST_TOGETHER_BYTES = 256 * 1024;
/** They are unpacked for so long before others have their turn. */
const SLICE_MS = 1;

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
    read: async function* (segments) {
      let sliceEnd = performance.now() + SLICE_MS;
      for (const run of runsOf(segments)) {
        const bytes = await readRun(await packOf(run.pack), run);
        for (const segment of run.segments) {
          const start = segment.offset - run.offset;
          yield linesOf(segment, bytes?.subarray(start, start + segment.sizeBytes));
          if (performance.now() < sliceEnd) continue;
          await breathe();
          sliceEnd = performance.now() + SLICE_MS;
        }
      }
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

/** Segments that stand one behind the other in a pack. */
interface Run {
  readonly pack: string;
  readonly offset: number;
  sizeBytes: number;
  readonly segments: SegmentRef[];
}

function runsOf(segments: readonly SegmentRef[]): readonly Run[] {
  const runs: Run[] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    const { pack, offset, sizeBytes } = segment;
    if (run === undefined || !goesOn(run, segment)) {
      runs.push({ pack, offset, sizeBytes, segments: [segment] });
    } else {
      run.segments.push(segment);
      run.sizeBytes += sizeBytes;
    }
  }
  return runs;
}

function goesOn(run: Run, { pack, offset, sizeBytes }: SegmentRef): boolean {
  const isNext = run.pack === pack && run.offset + run.sizeBytes === offset;
  return isNext && run.sizeBytes + sizeBytes <= MOST_TOGETHER_BYTES;
}

/** As many bytes of a run as its pack has; fewer where it was cut short. */
async function readRun(pack: Pack | undefined, run: Run): Promise<Buffer | undefined> {
  if (pack === undefined) return undefined;
  // A manifest may ask for anything: there is no more to be had than the pack is long.
  const sizeBytes = Math.min(run.sizeBytes, pack.sizeBytes - run.offset);
  if (sizeBytes <= 0) return undefined;
  const bytes = Buffer.alloc(sizeBytes);
  await pack.file.read(bytes, 0, sizeBytes, run.offset);
  return bytes;
}

function linesOf(segment: SegmentRef, record: Buffer | undefined): readonly string[] | undefined {
  if (record === undefined || record.length !== segment.sizeBytes) return undefined;
  const bytes = decodeRecord(record);
  if (bytes === undefined || hash('sha256', bytes) !== segment.hash) return undefined;
  const lines = textOf(bytes).split('\n');
  return lines.length === segment.lines ? lines : undefined;
}
