import { readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savedLine } from '../../model/saved-line.ts';
import { bytesOf } from '../../os/bytes.ts';
import { type Call, ignoreTimeout, within } from '../../os/call.ts';
import { makeTemporaryFolder } from '../../os/temporary-folder.ts';
import { until } from '../../os/until.ts';
import type { PaneStart } from '../backend.ts';
import { launchArgv } from '../pane-launch.ts';
import { literal, word } from './command-language.ts';

const PRINTING_TIMEOUT_MS = 10_000;

/**
 * The files whose lines the restored panes print. Each pane removes its own; the folder is
 * removed by whoever restores, once every pane has printed.
 */
export class LineFiles {
  readonly #folder: string;
  readonly #files = new Map<string, string>();
  readonly #holds = new Map<string, string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes the lines of all panes into a folder that only this user may open. */
  static async write(starts: Iterable<PaneStart>): Promise<LineFiles> {
    const files = new LineFiles(await makeTemporaryFolder('lines'));
    await Promise.all([...starts].map(async (start) => files.#add(start)));
    return files;
  }

  /**
   * The flags and words that start a pane, as new-session, new-window and split-window take them.
   * @param directory what tmux takes for its own, when it is not the pane's
   */
  commandOf({ id, cwd, launch }: PaneStart, directory = cwd): string {
    const place = { cwd, file: this.#files.get(id) ?? '', hold: this.#holds.get(id) ?? '' };
    return `-c ${literal(directory)} -- ${launchArgv(launch, place).map(word).join(' ')}`;
  }

  /** Lets the programs end that are to be shown as ended: their panes are set up to stay. */
  async release(): Promise<void> {
    await Promise.all([...this.#holds.values()].map((path) => rm(path, { force: true })));
  }

  /** Waits, for at most ten seconds, until every pane has printed its lines; then cleans up. */
  async remove(call: Call): Promise<void> {
    const isPrinted = async (): Promise<boolean> => (await readdir(this.#folder)).length === 0;
    await within(call, PRINTING_TIMEOUT_MS, async (patient) => until(isPrinted, patient)).catch(
      ignoreTimeout,
    );
    // A pane that is late keeps its file; an empty folder is all that may be removed.
    await rmdir(this.#folder).catch(() => undefined);
  }

  /** Removes everything at once: nobody will print it any more. */
  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #add({ id, launch, ...start }: PaneStart): Promise<void> {
    const lines = await start.lines();
    if (launch.kind === 'ended') {
      const hold = join(this.#folder, `${id}.hold`);
      await writeFile(hold, '', { mode: 0o600 });
      this.#holds.set(id, hold);
    }
    if (lines.length === 0) return;
    const path = join(this.#folder, id);
    await writeFile(path, bytesOf(`${lines.map(savedLine).join('\n')}\n`), { mode: 0o600 });
    this.#files.set(id, path);
  }
}
