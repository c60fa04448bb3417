import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SegmentRef } from '../../model/checkpoint.ts';
import { ignore } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { encodeRecord } from './record.ts';
import { type Segment, segmentsOf } from './segment.ts';
import type { SegmentWriter } from './segments.ts';

/** Where lines are stored already. */
export interface Stored {
  readonly segments: readonly SegmentRef[];
  /** More of them, asked for once, when lines come that are not in `segments`. */
  readonly segmentsElsewhere: () => Promise<readonly SegmentRef[]>;
}

/** Writes the segments that are not stored yet to a new pack, `<id>.pack`. */
export async function packWriter(
  folder: string,
  id: string,
  stored: Stored,
): Promise<SegmentWriter> {
  const writer = new PackWriter(folder, `${id}.pack`, stored.segmentsElsewhere);
  await writer.learn(stored.segments);
  return writer;
}

/** After so many new segments whoever else needs this process is served. */
const MOST_TOGETHER = 32;

class PackWriter implements SegmentWriter {
  readonly #folder: string;
  readonly #pack: string;
  readonly #stored = new Map<string, SegmentRef>();
  readonly #records: Buffer[] = [];
  #sizeBytes = 0;
  #elsewhere: Stored['segmentsElsewhere'] | undefined;

  constructor(folder: string, pack: string, elsewhere: Stored['segmentsElsewhere']) {
    this.#folder = folder;
    this.#pack = pack;
    this.#elsewhere = elsewhere;
  }

  /** What is said first of a segment stays: a pane's references change only with its lines. */
  async learn(segments: readonly SegmentRef[]): Promise<void> {
    for (const ref of await present(this.#folder, segments)) {
      if (!this.#stored.has(ref.hash)) this.#stored.set(ref.hash, ref);
    }
  }

  add: SegmentWriter['add'] = async (lines, prepared) => {
    const hashes: string[] = [];
    let fresh: Segment[] = [];
    for (const segment of segmentsOf(lines, prepared)) {
      hashes.push(segment.hash);
      if (this.#isNew(segment)) fresh.push(segment);
      if (fresh.length < MOST_TOGETHER) continue;
      await this.#store(fresh);
      fresh = [];
    }
    await this.#store(fresh);
    return hashes.flatMap((own) => this.#stored.get(own) ?? []);
  };

  find = (segments: readonly SegmentRef[]): readonly SegmentRef[] | undefined => {
    const found = segments.flatMap((segment) => this.#stored.get(segment.hash) ?? []);
    return found.length === segments.length ? found : undefined;
  };

  finish = async (): Promise<void> => {
    if (this.#records.length === 0) return;
    await writeFileAtomically(join(this.#folder, this.#pack), Buffer.concat(this.#records));
  };

  discard = async (): Promise<void> => rm(join(this.#folder, this.#pack), { force: true });

  #isNew({ hash: own, lines }: Segment): boolean {
    return this.#stored.get(own)?.lines !== lines;
  }

  async #store(segments: readonly Segment[]): Promise<void> {
    if (segments.length === 0) return;
    const elsewhere = await this.#elsewhere?.();
    this.#elsewhere = undefined;
    await this.learn(elsewhere ?? []);
    await setImmediate();
    const fresh = new Map(segments.filter((own) => this.#isNew(own)).map((own) => [own.hash, own]));
    const encoded = await Promise.all(
      [...fresh.values()].map(async (own) => ({
        ...own,
        record: await (own.record ?? encodeRecord(own.bytes)),
      })),
    );
    for (const { record, lines, hash: own } of encoded) {
      const at = { offset: this.#sizeBytes, sizeBytes: record.length };
      this.#stored.set(own, { pack: this.#pack, ...at, lines, hash: own });
      this.#records.push(record);
      this.#sizeBytes += record.length;
    }
  }
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
