import * as z from 'zod';
import { StableId, Ulid } from '../model/ids.ts';

const Places = z.object({
  windows: z.array(StableId),
  tabs: z.array(StableId),
  panes: z.array(StableId),
});

/** What one restore did to the live hosts, so that it can be undone. */
export const RestoreRecord = z.object({
  id: Ulid,
  checkpoint: Ulid.describe('what was restored'),
  preRestore: Ulid.nullable().describe('what was there before; null: nothing'),
  startedAt: z.iso.datetime(),
  opened: Places,
  closed: Places,
  shown: z
    .record(StableId, z.int().nonnegative())
    .default({})
    .describe('how many saved lines each opened pane showed'),
  undoneBy: Ulid.nullable().describe('the restore that took this one back'),
  isUndo: z.boolean(),
  isUnfinished: z
    .boolean()
    .default(false)
    .describe('it began and has not ended: it runs, or was cut off'),
});

export type RestoreRecord = z.output<typeof RestoreRecord>;
