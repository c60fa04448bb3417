import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { programName } from '../wait/shells.ts';

/**
 * A command as a file that a shell reads: with the marks that say where its output begins and
 * ends. So no quoting, no length and no echo can get between, and nothing shows the nonce.
 */
export class CommandFile implements AsyncDisposable {
  readonly path: string;
  readonly #command: string;
  readonly #nonce: string;
  readonly #isFish: boolean;

  constructor(house: House, session: Session, parts: CommandParts) {
    this.path = join(house.folder, `${session.id}.exec-${parts.nonce.slice(0, 8)}`);
    this.#command = parts.command;
    this.#nonce = parts.nonce;
    this.#isFish = programName(parts.shell) === 'fish';
  }

  async write(): Promise<void> {
    const mark = (what: string, code: string): string =>
      `printf '\\033]133;${what};stet=%s\\007' ${code}'${this.#nonce}'`;
    const status = this.#isFish ? '$status' : '"$?"';
    const lines = [mark('C', ''), this.#command, mark('D;%s', `${status} `), ''];
    await writeFile(this.path, lines.join('\n'), { mode: 0o600 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { force: true });
  }
}

interface CommandParts {
  readonly command: string;
  readonly nonce: string;
  /** The arguments of the shell that reads it. */
  readonly shell: readonly string[];
}
