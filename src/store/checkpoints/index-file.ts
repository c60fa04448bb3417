import * as z from 'zod';
import { errnoOf } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { parseJson } from '../folder/parse-json.ts';
import { readStored } from '../folder/read-stored.ts';
import type { StorePaths } from '../folder/store-paths.ts';

/** What the index keeps of one manifest, so that a save need not read them all. */
export type IndexEntry = z.output<typeof IndexEntry>;

const IndexEntry = z.object({
  id: z.string(),
  seq: z.int().nonnegative(),
  workspace: z.string().describe('as the manifest has it'),
  isSuspect: z.boolean(),
  isAutomatic: z.boolean().describe('nobody asked for it: it may be thinned out'),
  minReader: z.int().positive(),
  packs: z.array(z.string()),
  sizeBytes: z.int().nonnegative(),
});

const Index = z.object({
  format: z.literal('stet-index'),
  version: z.literal(2),
  lastSeq: z.int().nonnegative().describe('the highest ever given, deleted ones included'),
  entries: z.array(IndexEntry),
});

export interface Index {
  readonly lastSeq: number;
  readonly entries: readonly IndexEntry[];
}

/** The index as it was written last; an empty one when there is none or it is damaged. */
export async function readIndex(paths: StorePaths): Promise<Index> {
  const stored = await readStored(paths.index);
  const index = Index.safeParse(stored.kind === 'text' ? parseJson(stored.text) : undefined);
  return index.success ? index.data : { lastSeq: 0, entries: [] };
}

/**
 * Keeps what is known for the next process; only for the store's one writer. A full disk is no
 * reason to fail: the index is made again from the manifests.
 */
export async function writeIndex(paths: StorePaths, index: Index): Promise<void> {
  const file = Index.parse({ format: 'stet-index', version: 2, ...index });
  try {
    await writeFileAtomically(paths.index, `${JSON.stringify(file)}\n`);
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
  }
}
