import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { type OpenFolder, tell } from '../folder/open-folder.ts';
import { parseJson } from '../folder/parse-json.ts';
import { readStored } from '../folder/read-stored.ts';
import type { StorePaths } from '../folder/store-paths.ts';
import { quarantineStray } from './quarantine-stray.ts';

/**
 * A workspace took another name. Manifests never change, so they keep the name that they were
 * saved under; this says what those up to `seq` are called since.
 */
export type Rename = z.output<typeof Rename>;

const Rename = z.object({ from: z.string(), to: z.string(), seq: z.int().nonnegative() });
const File = z.object({
  format: z.literal('stet-renames'),
  version: z.literal(1),
  renames: z.array(Rename).describe('oldest first'),
});
const Newer = z.object({ format: z.literal('stet-renames'), version: z.int().min(2) });

type ReadRenames =
  | { readonly kind: 'ok'; readonly renames: readonly Rename[] }
  | { readonly kind: 'damaged'; readonly problem: string }
  | { readonly kind: 'unreadable'; readonly problem: string };

/**
 * All renames, oldest first; none when the file is damaged, and the notices say so.
 * @throws StetError CHECKPOINT_TOO_NEW
 */
export async function readRenames(open: OpenFolder): Promise<readonly Rename[]> {
  const read = await lookAtRenames(open.paths);
  if (read.kind === 'ok') return read.renames;
  tell(open, damage(open.paths, read.problem));
  return [];
}

/**
 * Makes room for a new list: a damaged one goes to quarantine. Only for the store's one writer.
 * @throws StetError CHECKPOINT_TOO_NEW
 */
export async function setAsideRenames(open: OpenFolder): Promise<void> {
  const read = await lookAtRenames(open.paths);
  if (read.kind !== 'damaged') return;
  tell(open, damage(open.paths, read.problem));
  await quarantineStray(open.paths, open.paths.renames, read.problem);
}

/** @throws StetError STORE_UNWRITABLE when a list that may be whole cannot be read */
export async function writeRenames(paths: StorePaths, renames: readonly Rename[]): Promise<void> {
  const read = await lookAtRenames(paths);
  if (read.kind === 'unreadable') {
    throw new StetError('STORE_UNWRITABLE', `Cannot replace ${paths.renames}: ${read.problem}`);
  }
  const file = { format: 'stet-renames', version: 1, renames };
  await writeFileAtomically(paths.renames, `${JSON.stringify(file, null, 2)}\n`);
}

/** The workspace that a checkpoint saved as `name` with this `seq` belongs to now. */
export function nameNow(renames: readonly Rename[], name: string, seq: number): string {
  return renames.reduce(
    (current, { from, to, seq: last }) => (current === from && seq <= last ? to : current),
    name,
  );
}

async function lookAtRenames(paths: StorePaths): Promise<ReadRenames> {
  const stored = await readStored(paths.renames);
  if (stored.kind === 'absent') return { kind: 'ok', renames: [] };
  if (stored.kind === 'unreadable') {
    const kind = stored.code === 'EISDIR' ? 'damaged' : 'unreadable';
    return { kind, problem: `it cannot be read (${stored.code})` };
  }
  const data = parseJson(stored.text);
  const file = File.safeParse(data);
  if (file.success) return { kind: 'ok', renames: file.data.renames };
  if (!Newer.safeParse(data).success) return { kind: 'damaged', problem: 'it is damaged' };
  throw new StetError('CHECKPOINT_TOO_NEW', `Cannot use ${paths.renames}: a newer stet wrote it`);
}

function damage({ renames, quarantine }: StorePaths, problem: string): Parameters<typeof tell>[1] {
  return {
    code: 'RENAMES_DAMAGED',
    message: `Renamed workspaces are shown under the name they were saved with: ${renames}: ${problem}`,
    fix: `Rename them again; a damaged file is kept in ${quarantine} once something is saved`,
  };
}
