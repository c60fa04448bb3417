import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savedLine } from '../../model/saved-line.ts';
import { bytesOf } from '../../os/bytes.ts';
import { makeTemporaryFolder } from '../../os/temporary-folder.ts';
import type { PaneStart } from '../backend.ts';

/**
 * The folder, open to this user alone, through which a restore hands kitty what is too long for a
 * request: kitty drops one of 64 KB, and a pane's environment alone may be that long.
 */
export class JobFiles implements AsyncDisposable {
  readonly folder: string;
  #count = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<JobFiles> {
    return new JobFiles(await makeTemporaryFolder('kitty'));
  }

  async write(name: string, data: string | Buffer): Promise<string> {
    this.#count += 1;
    const path = join(this.folder, `${this.#count}-${name}`);
    await writeFile(path, data, { mode: 0o600 });
    return path;
  }

  /** A request by reference, as the part of stet inside kitty takes it. */
  async request(request: object): Promise<string> {
    return `@${await this.write('request.json', JSON.stringify(request))}`;
  }

  /** The lines of a pane as a terminal takes them; null when there are none. */
  async lines(start: PaneStart): Promise<string | null> {
    const lines = await start.lines();
    if (lines.length === 0) return null;
    return this.write('lines', bytesOf(`${lines.map(savedLine).join('\r\n')}\r\n`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
