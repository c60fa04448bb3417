import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import { ignore } from '../../os/errno.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { parseJson } from '../folder/parse-json.ts';
import type { StorePaths } from '../folder/store-paths.ts';

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

/**
 * All renames, oldest first.
 * @throws StetError STORE_UNWRITABLE for a damaged file: without it names would be wrong
 */
export async function readRenames(paths: StorePaths): Promise<readonly Rename[]> {
  const text = await readFile(paths.renames, 'utf8').catch(ignore('ENOENT'));
  if (text === undefined) return [];
  const file = File.safeParse(parseJson(text));
  if (file.success) return file.data.renames;
  throw new StetError('STORE_UNWRITABLE', `Cannot read ${paths.renames}: it is damaged`, {
    hint: 'Move the file away to see every workspace under the name it was saved with',
  });
}

export async function writeRenames(paths: StorePaths, renames: readonly Rename[]): Promise<void> {
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
