import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint, Problem } from '../model/checkpoint.ts';
import { partOfHost } from '../model/part-of-host.ts';
import { ignore } from '../os/errno.ts';
import { makeFolder } from '../os/make-folder.ts';
import { writeFileAtomically } from '../os/write-file.ts';
import type { EngineContext } from './context.ts';
import { formatsOf } from './export.ts';

const MARK = '# stet ';

/**
 * Writes a session file for each kitty of a checkpoint into the folder that the user chose
 * (`kitty_session_save_dir`), beside those of kitties that are gone. A folder that cannot be
 * written is told, and is no reason to lose the save itself.
 */
export async function writeSessionFolder(
  context: EngineContext,
  checkpoint: Checkpoint,
): Promise<readonly Problem[]> {
  const { kitty_session_save_dir: folder, kitty_session_save_opts: flags } = context.options;
  if (folder === '') return [];
  const copiesEnvironment = !flags.split(/\s+/).includes('--no-copy-env');
  try {
    makeFolder(folder, 0o700);
    for (const format of formatsOf(context)) {
      for (const { host, text } of format.write(checkpoint, { copiesEnvironment })) {
        const windows = Object.keys(partOfHost(checkpoint, host).windows);
        const name = `${checkpoint.hosts[host]?.epoch.pid ?? 0}${format.extension}`;
        await removeSuperseded(folder, windows, name);
        await writeFileAtomically(join(folder, name), `${MARK}${windows.join(' ')}\n${text}`);
      }
    }
    return [];
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure)) throw failure;
    const message = `Cannot write session files into ${JSON.stringify(folder)}: ${failure.message}`;
    return [{ code: 'SESSION_FILES_UNWRITTEN', message, fix: 'Correct KITTY_SESSION_SAVE_DIR' }];
  }
}

/** Removes the session files of kitties that are not there any more; returns their paths. */
export async function pruneSessionFolder(
  { options }: EngineContext,
  isLive: (window: string) => boolean,
): Promise<readonly string[]> {
  const folder = options.kitty_session_save_dir;
  const removed: string[] = [];
  for (const { path, windows } of folder === '' ? [] : await filesIn(folder)) {
    if (windows.some(isLive)) continue;
    await rm(path, { force: true });
    removed.push(path);
  }
  return removed;
}

/** A kitty that was restored has another pid, and so its windows another file. */
async function removeSuperseded(
  folder: string,
  windows: readonly string[],
  name: string,
): Promise<void> {
  for (const file of await filesIn(folder)) {
    const isOther = file.path !== join(folder, name);
    if (isOther && file.windows.every((id) => windows.includes(id)))
      await rm(file.path, { force: true });
  }
}

interface SessionFile {
  readonly path: string;
  readonly windows: readonly string[];
}

/** Only files that say that stet wrote them. */
async function filesIn(folder: string): Promise<readonly SessionFile[]> {
  const names = (await readdir(folder).catch(ignore('ENOENT'))) ?? [];
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const text = (await readFile(path, 'utf8').catch(ignore('ENOENT', 'EISDIR'))) ?? '';
      const [first = ''] = text.split('\n', 1);
      const isOurs = first.startsWith(`${MARK}w_`);
      return isOurs ? [{ path, windows: first.slice(MARK.length).split(' ') }] : [];
    }),
  );
  return files.flat();
}
