import { readFile } from 'node:fs/promises';
import { BugError } from '../../base/errors.ts';
import {
  type Checkpoint,
  CHECKPOINT_VERSION,
  type CheckpointDraft,
} from '../../model/checkpoint.ts';
import { type CheckpointHeader, readCheckpoint } from '../../model/read-checkpoint.ts';
import { errnoOf } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { parseJson } from '../folder/parse-json.ts';
import { manifestPath, type StorePaths } from '../folder/store-paths.ts';
import { integrityHash, isIntact } from './integrity.ts';

/** What a manifest's file turned out to be. `unreadable`: the disk, not the file, is to blame. */
export type Manifest =
  | { readonly kind: 'ok'; readonly checkpoint: Checkpoint; readonly sizeBytes: number }
  | { readonly kind: 'too-new'; readonly header: CheckpointHeader; readonly sizeBytes: number }
  | { readonly kind: 'damaged'; readonly text: string; readonly problems: readonly string[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] }
  | { readonly kind: 'absent' };

/** A checkpoint that was read and found whole, or was written by a newer stet. */
export type Listed = Extract<Manifest, { kind: 'ok' | 'too-new' }>;

/** What the store knows of a checkpoint before it writes it. */
export interface SealedAs {
  readonly id: string;
  readonly seq: number;
  readonly parent: string | null;
}

/** Makes a draft a checkpoint. One that could not be read again is a bug, and is not written. */
export function seal(draft: CheckpointDraft, as: SealedAs): Checkpoint {
  const read = readCheckpoint({
    ...draft,
    format: 'stet-checkpoint',
    version: CHECKPOINT_VERSION,
    minReader: CHECKPOINT_VERSION,
    ...as,
    integrity: { algorithm: 'sha256', hash: '' },
  });
  if (read.kind !== 'ok') {
    const problems = read.kind === 'damaged' ? read.problems.join('; ') : read.kind;
    throw new BugError(`Cannot save a checkpoint that could not be read again: ${problems}`);
  }
  const { checkpoint } = read;
  return {
    ...checkpoint,
    integrity: { algorithm: 'sha256', hash: integrityHash(checkpoint) },
  };
}

/** Returns the size of the file in bytes. */
export async function writeManifest(paths: StorePaths, checkpoint: Checkpoint): Promise<number> {
  const text = `${JSON.stringify(checkpoint, null, 2)}\n`;
  await writeFileAtomically(manifestPath(paths, checkpoint.id), text);
  const sizeBytes = Buffer.byteLength(text);
  remember(checkpoint.id, { text, manifest: { kind: 'ok', checkpoint, sizeBytes } });
  return sizeBytes;
}

export async function readManifest(paths: StorePaths, id: string): Promise<Manifest> {
  try {
    const text = await readFile(manifestPath(paths, id), 'utf8');
    const known = recent.get(id);
    if (known?.text === text) return known.manifest;
    const manifest = parseManifest(id, text);
    remember(id, { text, manifest });
    return manifest;
  } catch (failure) {
    const code = errnoOf(failure);
    if (code === undefined) throw failure;
    if (code === 'ENOENT') return { kind: 'absent' };
    return { kind: 'unreadable', problems: [`file: cannot be read (${code})`] };
  }
}

interface Parsed {
  readonly text: string;
  readonly manifest: Manifest;
}

/**
 * Manifests read or written last, by id. To check every field and the hash of a large one takes longer
 * than to save what has changed since; the same text need not be checked again.
 */
const recent = new Map<string, Parsed>();
const MOST_RECENT = 4;

function remember(id: string, parsed: Parsed): void {
  recent.delete(id);
  recent.set(id, parsed);
  for (const [oldest] of recent) if (recent.size > MOST_RECENT) recent.delete(oldest);
}

function parseManifest(id: string, text: string): Manifest {
  const damaged = (...problems: readonly string[]): Manifest => ({
    kind: 'damaged',
    text,
    problems,
  });
  const data = parseJson(text);
  if (data === undefined) return damaged('file: is not JSON; it is truncated or overwritten');
  const read = readCheckpoint(data);
  if (read.kind === 'damaged') return damaged(...read.problems);
  const sizeBytes = Buffer.byteLength(text);
  if (read.kind === 'too-new') return { kind: 'too-new', header: read.header, sizeBytes };
  if (!isIntact(data)) return damaged('integrity: the content does not match its hash');
  if (read.checkpoint.id !== id) return damaged(`id: is ${read.checkpoint.id}, not ${id}`);
  return { kind: 'ok', checkpoint: read.checkpoint, sizeBytes };
}
