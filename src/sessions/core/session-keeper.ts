import { join } from 'node:path';
import { errnoOf } from '../../os/errno.ts';
import type { Holder } from '../../pty/holder.ts';
import { encodeState } from './kept-state.ts';
import { keptTerminal } from './kept-terminal.ts';
import type { SessionNotes } from './kept-state.ts';
import type { Terminal } from '../../term/terminal.ts';
import type { OutputRing } from './output-ring.ts';
import type { PageFile } from './page-file.ts';
import type { RingFile } from './ring-file.ts';

const KEEP_EVERY_BYTES = 1 << 20;
const KEEP_AFTER_MS = 500;

/** Where a session's files are. */
export function pagesBase(folder: string, id: string): string {
  return join(folder, id);
}

export function ringPath(folder: string, id: string): string {
  return join(folder, `${id}.output`);
}

/**
 * Keeps a session with the holder, so that another daemon can go on with it: about every MiB of
 * output, and half a second after it changed.
 */
export class SessionKeeper {
  readonly pages: PageFile;
  readonly ring: RingFile;
  readonly #holder: Holder;
  readonly #session: KeptSession;
  #unkeptBytes = 0;
  #timer: NodeJS.Timeout | undefined = undefined;
  #isOver = false;

  constructor(holder: Holder, session: KeptSession, files: SessionFiles) {
    this.#holder = holder;
    this.#session = session;
    this.pages = files.pages;
    this.ring = files.ring;
  }

  /** The session changed; `bytes` of output came with it. */
  changed(bytes: number, withinMs = KEEP_AFTER_MS): void {
    this.#unkeptBytes += bytes;
    if (this.#unkeptBytes >= KEEP_EVERY_BYTES) this.keep();
    else this.#timer ??= setTimeout(() => this.keep(), withinMs);
  }

  keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unkeptBytes = 0;
    if (this.#isOver) return;
    const session = this.#session;
    const terminal = keptTerminal(session.terminal);
    const notes = this.#notes();
    this.#holder.keep(session.id, session.offset, encodeState(notes, terminal));
  }

  /** Keeps nothing more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#isOver = true;
  }

  /** On a full disk the older history and output are left out: a program must not wait for room. */
  #notes(): SessionNotes {
    const session = this.#session;
    try {
      this.ring.update(session.ring);
      const pages = this.pages.update(session.terminal.history.firstLine);
      return { ...session.notes(), pages };
    } catch (failure) {
      if (errnoOf(failure) === undefined) throw failure;
      return { ...session.notes(), retained: 0, pages: this.pages.abandon() };
    }
  }
}

/** What of a session is kept. */
export interface KeptSession {
  readonly id: string;
  readonly offset: number;
  readonly terminal: Terminal;
  readonly ring: OutputRing;
  notes(): Omit<SessionNotes, 'pages'>;
}

/** What a session has on disk. */
export interface SessionFiles {
  readonly pages: PageFile;
  readonly ring: RingFile;
}
