import { access, rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ignore } from '../../os/errno.ts';
import { makePrivateFolder, syncFolder, writeFileAtomically } from '../../os/write-file.ts';
import type { StorePaths } from '../folder/store-paths.ts';

/**
 * Moves what is at `path` and is no checkpoint (a damaged list, a folder where a reference
 * belongs) to quarantine, with its report beside it. Only for the store's one writer.
 */
export async function quarantineStray(
  paths: StorePaths,
  path: string,
  problem: string,
): Promise<void> {
  await makePrivateFolder(paths.quarantine);
  const file = relative(paths.root, path);
  const name = await freeName(paths, file.replaceAll('/', '-'));
  const report = { format: 'stet-damage-report', version: 1, file, problems: [problem] };
  await writeFileAtomically(
    join(paths.quarantine, `${name}.report.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
  await rename(path, join(paths.quarantine, name));
  await syncFolder(paths.quarantine);
}

async function freeName(paths: StorePaths, stem: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const name = `${stem}.${attempt}`;
    const isTaken = await access(join(paths.quarantine, name)).then(() => true, ignore('ENOENT'));
    if (isTaken !== true) return name;
  }
}
