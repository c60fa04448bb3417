import type { Catalog, Entry } from '../checkpoints/catalog.ts';
import { openCheckpoint } from '../checkpoints/catalog.ts';
import type { Listed } from '../checkpoints/manifest.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { readRef, type WorkspaceRef, workspaceRef } from './refs.ts';

/** The checkpoints of a workspace, newest first. */
export function membersOf(catalog: Catalog, workspace: string): readonly Entry[] {
  return catalog.entries.filter(({ workspaceNow }) => workspaceNow === workspace);
}

export function soundId(sound: Listed): string {
  return sound.kind === 'ok' ? sound.checkpoint.id : sound.header.id;
}

/**
 * The checkpoint that a reference of a workspace names; when that one is damaged, the next older
 * good one, with a notice. Undefined when the reference was never set or nothing is left.
 */
export async function soundByRef(
  open: OpenFolder,
  catalog: Catalog,
  { workspace, ref }: { workspace: string; ref: WorkspaceRef },
): Promise<Listed | undefined> {
  const id = await readRef(open, workspaceRef(open.paths, workspace, ref));
  if (id === undefined || !belongs(catalog, workspace, id)) return undefined;
  const manifest = await openCheckpoint(open, catalog, id);
  if (manifest.kind === 'ok' || manifest.kind === 'too-new') return manifest;
  const fallback = await soundInsteadOf(open, catalog, { workspace, id });
  if (fallback !== undefined) {
    open.notices.push({
      code: 'FELL_BACK',
      subject: soundId(fallback),
      message: `Checkpoint ${id} of workspace ${JSON.stringify(workspace)} is damaged; ${soundId(fallback)} takes its place`,
      fix: 'Run "stet log" to choose another one',
    });
  }
  return fallback;
}

/** The best whole checkpoint of a workspace without `id`: older before newer, good before suspect. */
export async function soundInsteadOf(
  open: OpenFolder,
  catalog: Catalog,
  { workspace, id }: { workspace: string; id?: string },
): Promise<Listed | undefined> {
  const seq = seqOf(catalog, id);
  const rank = (entry: Entry): number => (entry.seq > seq ? 2 : 0) + (entry.isSuspect ? 1 : 0);
  const candidates = membersOf(catalog, workspace)
    .filter((entry) => entry.id !== id && !entry.isTooNew)
    .toSorted((a, b) => rank(a) - rank(b));
  for (const candidate of candidates) {
    const manifest = await openCheckpoint(open, catalog, candidate.id);
    if (manifest.kind === 'ok') return manifest;
  }
  return undefined;
}

/** A reference may have outlived a rename that was cut short: it then counts for nobody. */
function belongs(catalog: Catalog, workspace: string, id: string): boolean {
  const entry = catalog.entries.find((candidate) => candidate.id === id);
  const damaged = catalog.damaged.find((report) => report.id === id);
  return (entry?.workspaceNow ?? damaged?.workspace ?? workspace) === workspace;
}

function seqOf(catalog: Catalog, id: string | undefined): number {
  const known = [...catalog.entries, ...catalog.damaged].find((candidate) => candidate.id === id);
  return known?.seq ?? Number.POSITIVE_INFINITY;
}
