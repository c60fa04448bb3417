import { access, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { Ulid } from '../../model/ids.ts';
import { errnoOf, ignore } from '../../os/errno.ts';
import { makePrivateFolder, writeFileAtomically } from '../../os/write-file.ts';
import { parseJson } from '../folder/parse-json.ts';
import { manifestPath, type StorePaths } from '../folder/store-paths.ts';

/** What is known of a damaged checkpoint; it lies beside the file in quarantine. */
export type DamageReport = z.output<typeof DamageReport>;

const DamageReport = z.object({
  format: z.literal('stet-damage-report'),
  version: z.literal(1),
  id: Ulid,
  seq: z.int().nonnegative().nullable(),
  workspace: z.string().nullable().describe('null: nobody knows any more'),
  packs: z.array(z.string()).describe('scrollback that it refers to, and that is kept for it'),
  problems: z.array(z.string()),
});

const REPORT = '.report.json';
// Each move needs a fresh name, so that no damaged file ever replaces another.
const RENAME_REFUSED = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT', 'EIO']);

/** Moves a damaged manifest out of the way, with its report beside it; it is never deleted. */
export async function quarantine(paths: StorePaths, report: DamageReport): Promise<void> {
  try {
    await makePrivateFolder(paths.quarantine);
    const name = await freeName(paths, report.id);
    await writeFileAtomically(
      join(paths.quarantine, `${name}${REPORT}`),
      `${JSON.stringify(report, null, 2)}\n`,
    );
    await rename(manifestPath(paths, report.id), join(paths.quarantine, `${name}.json`)).catch(
      ignore('ENOENT'),
    );
  } catch (failure) {
    // A store that cannot be written to can still be read: the file stays and is reported.
    if (!RENAME_REFUSED.has(errnoOf(failure) ?? '')) throw failure;
  }
}

/** Every report in quarantine. */
export async function readQuarantine(paths: StorePaths): Promise<readonly DamageReport[]> {
  const names = (await readdir(paths.quarantine).catch(ignore('ENOENT'))) ?? [];
  const reports: DamageReport[] = [];
  for (const name of names.filter((entry) => entry.endsWith(REPORT)).toSorted()) {
    const text = await readFile(join(paths.quarantine, name), 'utf8').catch(ignore('ENOENT'));
    const report = DamageReport.safeParse(text === undefined ? undefined : parseJson(text));
    if (report.success) reports.push(report.data);
  }
  return reports;
}

/** The files in quarantine that hold the checkpoint `id`, reports included. */
export async function quarantinedFiles(paths: StorePaths, id: string): Promise<readonly string[]> {
  const names = (await readdir(paths.quarantine).catch(ignore('ENOENT'))) ?? [];
  return names
    .filter((name) => name.startsWith(`${id}.`))
    .map((name) => join(paths.quarantine, name));
}

async function freeName(paths: StorePaths, id: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const name = `${id}.${attempt}`;
    const isTaken = await access(join(paths.quarantine, `${name}.json`)).then(
      () => true,
      ignore('ENOENT'),
    );
    if (isTaken !== true) return name;
  }
}
