import type { Checkpoint } from '../../model/checkpoint.ts';
import type { CheckpointHeader } from '../../model/read-checkpoint.ts';
import { workspaceName } from '../../model/workspace-name.ts';
import { type Catalog, type Entry, openCheckpoint, readCatalog } from '../checkpoints/catalog.ts';
import type { DamageReport } from '../checkpoints/quarantine.ts';
import { doubts } from '../checkpoints/suspect.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { workspaceNames, workspaceNotFound } from './not-found.ts';
import { readRef, type WorkspaceRef, workspaceRef } from './refs.ts';
import { membersOf } from './standing.ts';

/** A workspace that has at least one checkpoint. */
export interface StoredWorkspace {
  readonly name: string;
  /** The newest checkpoint. */
  readonly current: string;
  /** The one that a restore brings back; null before the first good one. */
  readonly lastGood: string | null;
  readonly checkpoints: number;
}

/** One line of a history. `isSuspect`: kept, but it never becomes last-good. */
export type StoredCheckpoint =
  | { readonly kind: 'ok'; readonly checkpoint: Checkpoint; readonly isSuspect: boolean }
  | { readonly kind: 'too-new'; readonly header: CheckpointHeader }
  | {
      readonly kind: 'damaged';
      readonly id: string;
      /** Null when nobody knows any more. */
      readonly workspace: string | null;
      readonly problems: readonly string[];
    };

/** Every workspace, by name. */
export async function listWorkspaces(open: OpenFolder): Promise<readonly StoredWorkspace[]> {
  const catalog = await readCatalog(open);
  const workspaces: StoredWorkspace[] = [];
  for (const name of workspaceNames(catalog)) {
    const members = membersOf(catalog, name);
    const memberAt = async (ref: WorkspaceRef): Promise<string | undefined> => {
      const id = await readRef(open, workspaceRef(open.paths, name, ref));
      return members.find((member) => member.id === id)?.id;
    };
    const current = (await memberAt('current')) ?? members[0]?.id;
    if (current === undefined) continue;
    const lastGood = (await memberAt('last-good')) ?? null;
    workspaces.push({ name, current, lastGood, checkpoints: members.length });
  }
  return workspaces;
}

/** One checkpoint; undefined when there is none with this id. */
export async function findStored(
  open: OpenFolder,
  id: string,
): Promise<StoredCheckpoint | undefined> {
  const catalog = await readCatalog(open);
  const entry = catalog.entries.find((other) => other.id === id);
  return entry === undefined ? undefined : readRow(open, catalog, entry);
}

/** Which part of the history is asked for. */
export interface HistoryRequest {
  /** Default: of all workspaces. */
  readonly workspace?: string;
  /** Default: all of it. */
  readonly limit?: number;
}

/**
 * The checkpoints of one workspace, or of all, newest first; damaged ones included.
 * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND
 */
export async function listHistory(
  open: OpenFolder,
  { workspace, limit = Number.POSITIVE_INFINITY }: HistoryRequest = {},
): Promise<readonly StoredCheckpoint[]> {
  const name = workspace === undefined ? undefined : workspaceName(workspace);
  const catalog = await readCatalog(open);
  const rows: { seq: number; row: StoredCheckpoint }[] = [];
  for (const entry of catalog.entries) {
    if (rows.length >= limit) break;
    if (name !== undefined && entry.workspaceNow !== name) continue;
    const row = await readRow(open, catalog, entry);
    if (row !== undefined) rows.push({ seq: entry.seq, row });
  }
  for (const report of catalog.damaged) {
    // A checkpoint whose workspace nobody knows any more is shown in all of them.
    if (name !== undefined && (report.workspace ?? name) !== name) continue;
    rows.push({ seq: report.seq ?? -1, row: damagedRow(report) });
  }
  if (name !== undefined && rows.length === 0) throw workspaceNotFound(catalog, name);
  const newestFirst = rows.toSorted((a, b) => b.seq - a.seq).map(({ row }) => row);
  return newestFirst.slice(0, limit);
}

/** Undefined for a checkpoint that somebody deleted meanwhile. */
async function readRow(
  open: OpenFolder,
  catalog: Catalog,
  { id, workspaceNow: workspace }: Entry,
): Promise<StoredCheckpoint | undefined> {
  const manifest = await openCheckpoint(open, catalog, id);
  if (manifest.kind === 'absent') return undefined;
  if (manifest.kind === 'ok') {
    const { checkpoint } = manifest;
    return { kind: 'ok', checkpoint, isSuspect: doubts(checkpoint.quality).length > 0 };
  }
  if (manifest.kind === 'too-new') {
    return { kind: 'too-new', header: { ...manifest.header, workspace: { name: workspace } } };
  }
  return damagedRow({ id, workspace, problems: manifest.problems });
}

function damagedRow({
  id,
  workspace,
  problems,
}: Pick<DamageReport, 'id' | 'workspace'> & { problems: readonly string[] }): StoredCheckpoint {
  return { kind: 'damaged', id, workspace, problems };
}
