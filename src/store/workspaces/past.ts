import type { SegmentRef } from '../../model/checkpoint.ts';
import { type Catalog, openCheckpoint, readCatalog } from '../checkpoints/catalog.ts';
import type { Listed } from '../checkpoints/manifest.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { readRef, workspaceRef } from './refs.ts';
import { soundByRef, soundId, soundInsteadOf } from './standing.ts';

/** What a save has to know of the saves before it. */
export interface Past {
  readonly catalog: Catalog;
  readonly current: Listed | undefined;
  readonly lastGood: Listed | undefined;
  /** Stored lines of the workspace that the save may find again. */
  readonly segments: readonly SegmentRef[];
  /** The same of the newest save of another workspace: read by whoever has something new to store. */
  readonly segmentsElsewhere: () => Promise<readonly SegmentRef[]>;
}

export async function readPast(open: OpenFolder, workspace: string): Promise<Past> {
  const catalog = await readCatalog(open);
  const current =
    (await soundByRef(open, catalog, { workspace, ref: 'current' })) ??
    (await soundInsteadOf(open, catalog, { workspace }));
  const goodId = await readRef(open, workspaceRef(open.paths, workspace, 'last-good'));
  const isCurrent = current !== undefined && soundId(current) === goodId;
  const lastGood = isCurrent
    ? current
    : await soundByRef(open, catalog, { workspace, ref: 'last-good' });
  return {
    catalog,
    current,
    lastGood,
    segments: [...new Set([current, lastGood])].flatMap(segmentsOf),
    segmentsElsewhere: async () => segmentsOf(await newestElsewhere(open, catalog, current)),
  };
}

/** The newest checkpoint of the store, when that is another workspace's. */
async function newestElsewhere(
  open: OpenFolder,
  catalog: Catalog,
  current: Listed | undefined,
): Promise<Listed | undefined> {
  const [newest] = catalog.entries;
  if (newest === undefined || (current !== undefined && newest.id === soundId(current))) {
    return undefined;
  }
  const manifest = await openCheckpoint(open, catalog, newest.id);
  return manifest.kind === 'ok' ? manifest : undefined;
}

function segmentsOf(sound: Listed | undefined): readonly SegmentRef[] {
  if (sound?.kind !== 'ok') return [];
  const panes = Object.values(sound.checkpoint.panes);
  return panes.flatMap(({ scrollback }) => scrollback?.segments ?? []);
}
