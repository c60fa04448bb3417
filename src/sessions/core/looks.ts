import { StetError } from '../../base/errors.ts';
import type { Terminal } from '../../term/terminal.ts';
import { shortHash } from './screen-hash.ts';
import { rowLook, screenLines } from './screen-text.ts';

const MOST_LOOKS = 32;

/** A screen that was shown, by the hashes of its rows. */
export interface Look {
  readonly revision: string;
  readonly rows: readonly string[];
}

/** The last screens of a session that somebody was shown, to tell what changed after them. */
export class Looks {
  #looks: Look[];

  constructor(looks: readonly Look[] = []) {
    this.#looks = [...looks];
  }

  get all(): readonly Look[] {
    return this.#looks;
  }

  /** Remembers the screen as it is at a revision. */
  take(terminal: Terminal, revision: string): void {
    if (this.#looks.at(-1)?.revision === revision) return;
    this.#looks = [...this.#looks, { revision, rows: hashes(terminal) }].slice(-MOST_LOOKS);
  }

  /** The rows that differ from how they were. @throws StetError REVISION_UNKNOWN */
  changedSince(terminal: Terminal, revision: string): readonly number[] {
    const before = this.#looks.find((look) => look.revision === revision);
    if (before === undefined) {
      const message = `Cannot tell what changed since revision ${JSON.stringify(revision)}`;
      throw new StetError('REVISION_UNKNOWN', message);
    }
    return hashes(terminal).flatMap((hash, row) => (before.rows[row] === hash ? [] : [row]));
  }
}

function hashes(terminal: Terminal): readonly string[] {
  return screenLines(terminal).map((line) => shortHash(rowLook(line)));
}
