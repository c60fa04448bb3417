import type { SealedPage, Terminal } from './terminal.ts';
import { VtTerminal } from './vt/vt-terminal.ts';

/**
 * Lines that belong above all others of a terminal and come later than those: whoever opens it at
 * their number has its screen at once. They are read as the terminal itself would have read them.
 */
export class OlderLines {
  readonly #reader: VtTerminal;

  /** `columns`: of the terminal that they are for. */
  constructor(columns: number) {
    // Of one row, so that every line that ends is in the history.
    this.#reader = new VtTerminal({ size: { columns, rows: 1 }, historyLines: Infinity });
  }

  /** Takes lines, each of which ends in CR LF. */
  write(bytes: Uint8Array): void {
    this.#reader.write(bytes);
  }

  /** Gives them to a terminal, numbered up to its oldest line. Returns their pages. */
  putAbove(terminal: Terminal): readonly SealedPage[] {
    if (!(terminal instanceof VtTerminal)) return [];
    const { history, historyMarks } = this.#reader.vt;
    history.seal();
    // Lines may do anything to the terminal that reads them: what counts is where they end.
    const shift = terminal.history.firstLine - history.nextLine;
    const pages = history.pages
      .slice(0, -1)
      .map((page) => ({ ...page, firstLine: page.firstLine + shift }))
      .filter(({ firstLine }) => firstLine >= 0);
    const marks = historyMarks.map((mark) => ({ ...mark, line: mark.line + shift }));
    terminal.vt.putAbove(
      pages,
      marks.filter(({ line }) => line >= 0),
    );
    return pages;
  }
}
