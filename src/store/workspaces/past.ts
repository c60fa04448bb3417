import type { Checkpoint, SegmentRef } from '../../model/checkpoint.ts';
import { type Catalog, openCheckpoint, readCatalog } from '../checkpoints/catalog.ts';
import type { Listed } from '../checkpoints/manifest.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { soundByRef, soundInsteadOf } from './standing.ts';

/** What a save has to know of the saves before it. */
export interface Past {
  readonly catalog: Catalog;
  readonly current: Listed | undefined;
  readonly lastGood: Listed | undefined;
  /** Stored lines that the save may find again. */
  readonly segments: readonly SegmentRef[];
}

export async function readPast(open: OpenFolder, workspace: string): Promise<Past> {
  const catalog = await readCatalog(open);
  const current =
    (await soundByRef(open, catalog, { workspace, ref: 'current' })) ??
    (await soundInsteadOf(open, catalog, { workspace }));
  const lastGood = await soundByRef(open, catalog, { workspace, ref: 'last-good' });
  const [newest] = catalog.entries;
  const elsewhere =
    newest === undefined ? undefined : await openCheckpoint(open, catalog, newest.id);
  const segments = [current, lastGood, elsewhere].flatMap((manifest) =>
    manifest?.kind === 'ok' ? segmentsOf(manifest.checkpoint) : [],
  );
  return { catalog, current, lastGood, segments };
}

function segmentsOf({ panes }: Checkpoint): readonly SegmentRef[] {
  return Object.values(panes).flatMap(({ scrollback }) => scrollback?.segments ?? []);
}
