import { readdir } from 'node:fs/promises';
import { type Checkpoint, CHECKPOINT_VERSION } from '../../model/checkpoint.ts';
import { Ulid } from '../../model/ids.ts';
import { ignore } from '../../os/errno.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import type { StorePaths } from '../folder/store-paths.ts';
import { type IndexEntry, readIndex } from './index-file.ts';
import { type Listed, type Manifest, readManifest } from './manifest.ts';
import { type DamageReport, readQuarantine } from './quarantine.ts';
import { nameNow, readRenames, type Rename } from './renames.ts';
import { setAside } from './set-aside.ts';
import { doubts } from './suspect.ts';

/** One checkpoint of the store in short. */
export interface Entry extends IndexEntry {
  /** The workspace's name today; the manifest may have an older one. */
  readonly workspaceNow: string;
  /** Only a newer stet can read it. */
  readonly isTooNew: boolean;
}

/** Everything in the store at one moment, without having read it all. */
export interface Catalog {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Under today's name of their workspace. */
  readonly damaged: readonly DamageReport[];
  readonly renames: readonly Rename[];
  /** The highest sequence number ever given. */
  readonly lastSeq: number;
}

/**
 * Reads what the store has. The index answers for the manifests that it knows, unless `isFresh`
 * asks for the manifests themselves.
 */
export async function readCatalog(
  open: OpenFolder,
  { isFresh }: { isFresh: boolean } = { isFresh: false },
): Promise<Catalog> {
  const index = await readIndex(open.paths);
  const renames = await readRenames(open);
  const { listed, unreadable } = await listManifests(open, { known: index.entries, isFresh });
  const entries = listed
    .map((entry) => ({
      ...entry,
      workspaceNow: nameNow(renames, entry.workspace, entry.seq),
      isTooNew: entry.minReader > CHECKPOINT_VERSION,
    }))
    .toSorted((a, b) => b.seq - a.seq || (a.id < b.id ? 1 : -1));
  const ids = new Set(entries.map(({ id }) => id));
  const damaged = [...(await readQuarantine(open.paths)), ...unreadable]
    .filter(({ id }) => !ids.has(id))
    .map((report) => underNameNow(report, renames));
  const seqs = [...entries, ...renames, ...damaged].map(({ seq }) => seq ?? 0);
  const lastSeq = seqs.reduce((most, seq) => Math.max(most, seq), index.lastSeq);
  return { entries, damaged: lastOfEach(damaged), renames, lastSeq };
}

/**
 * Reads one checkpoint, under today's name of its workspace. A damaged one goes to quarantine, and
 * the store's notices say so.
 */
export async function openCheckpoint(
  open: OpenFolder,
  catalog: Catalog,
  id: string,
): Promise<Manifest> {
  const manifest = await readManifest(open.paths, id);
  if (manifest.kind === 'damaged' || manifest.kind === 'unreadable') {
    const known = catalog.entries.find((entry) => entry.id === id);
    await setAside(open, { id, manifest, known });
  }
  if (manifest.kind !== 'ok') return manifest;
  const { checkpoint } = manifest;
  const name = nameNow(catalog.renames, checkpoint.workspace.name, checkpoint.seq);
  return { ...manifest, checkpoint: { ...checkpoint, workspace: { name } } };
}

const AUTOMATIC: ReadonlySet<Checkpoint['trigger']> = new Set(['interval', 'event', 'shutdown']);

/** What the index keeps of a checkpoint whose file has `sizeBytes`. */
export function indexEntry(checkpoint: Checkpoint, sizeBytes: number): IndexEntry {
  const segments = Object.values(checkpoint.panes).flatMap(
    ({ scrollback }) => scrollback?.segments ?? [],
  );
  return {
    id: checkpoint.id,
    seq: checkpoint.seq,
    workspace: checkpoint.workspace.name,
    isSuspect: doubts(checkpoint.quality).length > 0,
    isAutomatic: AUTOMATIC.has(checkpoint.trigger),
    minReader: checkpoint.minReader,
    packs: [...new Set(segments.map(({ pack }) => pack))],
    sizeBytes,
  };
}

async function listManifests(
  open: OpenFolder,
  { known, isFresh }: { known: readonly IndexEntry[]; isFresh: boolean },
): Promise<{ listed: readonly IndexEntry[]; unreadable: readonly DamageReport[] }> {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  const listed: IndexEntry[] = [];
  const unreadable: DamageReport[] = [];
  for (const id of await checkpointIds(open.paths)) {
    const entry = byId.get(id);
    if (entry !== undefined && !isFresh) {
      listed.push(entry);
      continue;
    }
    const manifest = await readManifest(open.paths, id);
    if (manifest.kind === 'ok' || manifest.kind === 'too-new') listed.push(entryOf(manifest));
    else if (manifest.kind !== 'absent') {
      unreadable.push(await setAside(open, { id, manifest, known: entry }));
    }
  }
  return { listed, unreadable };
}

function entryOf(manifest: Listed): IndexEntry {
  if (manifest.kind === 'ok') return indexEntry(manifest.checkpoint, manifest.sizeBytes);
  const { id, seq, workspace, minReader } = manifest.header;
  return {
    id,
    seq,
    workspace: workspace.name,
    isSuspect: false,
    isAutomatic: false,
    minReader,
    packs: [],
    sizeBytes: manifest.sizeBytes,
  };
}

async function checkpointIds(paths: StorePaths): Promise<readonly string[]> {
  const names = (await readdir(paths.checkpoints).catch(ignore('ENOENT'))) ?? [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => Ulid.safeParse(id).success);
}

function underNameNow(report: DamageReport, renames: readonly Rename[]): DamageReport {
  const { workspace, seq } = report;
  return workspace === null
    ? report
    : { ...report, workspace: nameNow(renames, workspace, seq ?? 0) };
}

function lastOfEach(reports: readonly DamageReport[]): readonly DamageReport[] {
  return [...new Map(reports.map((report) => [report.id, report])).values()];
}
