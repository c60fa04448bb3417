import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentRef } from '../../model/checkpoint.ts';
import { bytesOf } from '../../os/bytes.ts';
import { ignore } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { cutSegments } from './cut-segments.ts';
import { encodeRecord } from './record.ts';
import type { SegmentWriter } from './segments.ts';

/** Writes the segments that are not among `known` to a new pack, `<id>.pack`. */
export async function packWriter(
  folder: string,
  id: string,
  known: readonly SegmentRef[],
): Promise<SegmentWriter> {
  const pack = `${id}.pack`;
  const stored = new Map((await present(folder, known)).map((ref) => [ref.hash, ref]));
  const records: Buffer[] = [];
  let offset = 0;

  const addSegment = async (lines: readonly string[]): Promise<SegmentRef> => {
    const bytes = bytesOf(lines.join('\n'));
    const hash = createHash('sha256').update(bytes).digest('hex');
    const found = stored.get(hash);
    if (found?.lines === lines.length) return found;
    const record = await encodeRecord(bytes);
    const ref = { pack, offset, sizeBytes: record.length, lines: lines.length, hash };
    records.push(record);
    offset += record.length;
    stored.set(hash, ref);
    return ref;
  };

  return {
    add: async (lines) => {
      const refs: SegmentRef[] = [];
      for (const segment of cutSegments(lines)) refs.push(await addSegment(segment));
      return refs;
    },
    find: (segments) => {
      const found = segments.flatMap(({ hash }) => stored.get(hash) ?? []);
      return found.length === segments.length ? found : undefined;
    },
    finish: async () => {
      if (records.length > 0) await writeFileAtomically(join(folder, pack), Buffer.concat(records));
    },
    discard: async () => rm(join(folder, pack), { force: true }),
  };
}

/** Those whose pack is still there and long enough; the others are worth storing again. */
async function present(
  folder: string,
  refs: readonly SegmentRef[],
): Promise<readonly SegmentRef[]> {
  const sizes = new Map<string, number>();
  for (const pack of new Set(refs.map((ref) => ref.pack))) {
    const found = await stat(join(folder, pack)).catch(ignore('ENOENT'));
    sizes.set(pack, found?.size ?? 0);
  }
  return refs.filter((ref) => ref.offset + ref.sizeBytes <= (sizes.get(ref.pack) ?? 0));
}
