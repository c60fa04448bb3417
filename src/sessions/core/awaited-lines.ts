import type { OlderLines } from '../../term/older-lines.ts';
import type { SealedPage, Terminal } from '../../term/terminal.ts';
import type { PageFile } from './page-file.ts';

/** Lines that belong above the history of a session and are still to come. */
export class AwaitedLines {
  /** How many. */
  readonly count: number;
  /** What tells which lines they are, to another daemon too. */
  readonly from: string;
  /** Pages that are full already, and stand below them. */
  readonly #below: SealedPage[];

  constructor({ count, from }: AwaitedNote, below: readonly SealedPage[] = []) {
    this.count = count;
    this.from = from;
    this.#below = [...below];
  }

  get note(): AwaitedNote {
    return { count: this.count, from: this.from };
  }

  sealed(page: SealedPage): void {
    this.#below.push(page);
  }

  /** They are here: into the terminal with them, and into the files in front of what came after. */
  arrive(older: OlderLines, terminal: Terminal, pages: PageFile): void {
    const above = older.putAbove(terminal);
    pages.clear();
    for (const page of [...above, ...this.#below]) pages.add(page);
  }
}

/** What is kept of lines that are awaited. */
export interface AwaitedNote {
  readonly count: number;
  readonly from: string;
}
