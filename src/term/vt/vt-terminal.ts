import { decodeHistoryLine, decodeHistoryLines, searchHistory } from '../history/read-history.ts';
import type { Cell, Line } from '../line.ts';
import type { TerminalModes } from '../modes.ts';
import { Parser } from '../parser/parser.ts';
import { cellStyle } from '../screen/cell-style.ts';
import { compactStyles } from '../screen/compact-styles.ts';
import { resizeScreen } from '../reflow/resize-screen.ts';
import type { Row } from '../screen/row.ts';
import { cellText, runsOf } from '../screen/row-text.ts';
import { saveState } from '../state/terminal-state.ts';
import type { CellStyle } from '../style.ts';
import type {
  ColorScheme,
  ColumnRange,
  Cursor,
  Directory,
  LineHistory,
  Margins,
  Mark,
  Terminal,
  TerminalOptions,
  TerminalSize,
} from '../terminal.ts';
import { allMarks } from './marks.ts';
import { reportColorScheme, reportSize } from './reports.ts';
import { Vt } from './vt.ts';
import { VtTarget } from './vt-target.ts';

/** Longer input is read in slices of this many bytes, between which tables are cleaned up. */
const SLICE = 1 << 16;
const MOST_STYLES = 1 << 15;
const MOST_LINKS = 1 << 12;

/** stet's own engine. */
export class VtTerminal implements Terminal {
  readonly vt: Vt;
  readonly parser: Parser;
  readonly #target: VtTarget;
  #mostStyles = MOST_STYLES;
  #mostLinks = MOST_LINKS;

  constructor(options: TerminalOptions) {
    this.vt = new Vt({ ...options, size: withinReach(options.size) });
    this.#target = new VtTarget(this.vt);
    this.parser = new Parser(this.#target);
  }

  get size(): TerminalSize {
    return { columns: this.vt.screen.columns, rows: this.vt.screen.height };
  }

  get cursor(): Cursor {
    const { screen, look } = this.vt;
    const { x, y, modes } = screen;
    const { shape, blinking } = look;
    const pendingWrap = screen.pendingWrap && modes.autoWrap;
    return { x, y, pendingWrap, visible: modes.cursorVisible, shape, blinking };
  }

  get modes(): TerminalModes {
    this.vt.endStaleUpdate();
    return { ...this.vt.screen.modes };
  }

  get margins(): Margins {
    const { top, bottom, left, right } = this.vt.screen;
    return { top, bottom, left, right };
  }

  get title(): string {
    return this.vt.titles.window;
  }

  get directory(): Directory | undefined {
    return this.vt.directory;
  }

  get marks(): readonly Mark[] {
    return allMarks(this.vt);
  }

  get history(): LineHistory {
    const { history } = this.vt;
    return {
      firstLine: history.firstLine,
      nextLine: history.nextLine,
      isOpen: history.isOpen,
      line: (number) => decodeHistoryLine(history, number),
      lines: (from, to) => decodeHistoryLines(history, from, to),
      search: (text, limit = 100) => searchHistory(history, text, limit),
    };
  }

  get unanswered(): ReadonlyMap<string, number> {
    return this.vt.unanswered;
  }

  write(bytes: Uint8Array): void {
    this.vt.endStaleUpdate();
    for (let at = 0; at < bytes.length; at += SLICE) {
      this.#target.begin();
      this.parser.feed(bytes.length <= SLICE ? bytes : bytes.subarray(at, at + SLICE));
      const { styles, links } = this.vt.screen;
      if (styles.count > this.#mostStyles || links.count > this.#mostLinks) this.#cleanUp();
    }
  }

  resize(size: TerminalSize): void {
    const wanted = withinReach(size);
    resizeScreen(this.vt.screen, this.vt.history, wanted);
    if (this.vt.screen.modes.resizeReports) reportSize(this.vt);
  }

  setColorScheme(scheme: ColorScheme): void {
    this.vt.colorScheme = scheme;
    this.vt.palette.scheme = scheme;
    if (this.vt.screen.modes.colorSchemeUpdates) reportColorScheme(this.vt);
  }

  line(row: number): Line {
    const cells = this.#row(row);
    if (cells === undefined) return { runs: [], wraps: false };
    return { runs: runsOf(cells, (id) => this.#style(id)), wraps: cells.wraps };
  }

  cell(column: number, row: number): Cell {
    const cells = this.#row(row);
    if (cells === undefined) return { text: '', width: 1, style: this.#style(0) };
    const width = cells.widthAt(column);
    return {
      text: cellText(cells, column),
      width: width === 2 ? 2 : width === 0 ? 0 : 1,
      style: this.#style(cells.styles[column] ?? 0),
    };
  }

  fresh(row: number): ColumnRange {
    const { freshFrom = 0, freshTo = 0 } = this.#row(row) ?? {};
    return { from: freshFrom, to: freshTo };
  }

  forgetFresh(but: readonly ColumnRange[] = []): void {
    const { screen } = this.vt;
    for (const row of [...screen.main.rows(), ...screen.alternate.rows()]) row.forgetFresh();
    for (const [row, { from, to }] of but.entries()) if (to > from) this.#row(row)?.touch(from, to);
  }

  save({ sealedPages } = { sealedPages: true }): Uint8Array {
    return saveState(this, sealedPages);
  }

  #row(row: number): Row | undefined {
    const { screen } = this.vt;
    return row >= 0 && row < screen.height ? screen.grid.row(row) : undefined;
  }

  #style(id: number): CellStyle {
    const parts = this.vt.screen.styles.at(id);
    return cellStyle(parts, this.vt.screen.links.at(parts.link));
  }

  #cleanUp(): void {
    compactStyles(this.vt.screen);
    this.vt.history.forgetStyles();
    this.#mostStyles = Math.max(MOST_STYLES, this.vt.screen.styles.count * 2);
    this.#mostLinks = Math.max(MOST_LINKS, this.vt.screen.links.count * 2);
  }
}

const MOST_CELLS_A_SIDE = 4096;
/** A wide character must find room. */
const FEWEST_COLUMNS = 2;

function withinReach({ columns, rows }: TerminalSize): TerminalSize {
  return { columns: reachable(columns, FEWEST_COLUMNS), rows: reachable(rows, 1) };
}

function reachable(cells: number, fewest: number): number {
  return Math.min(MOST_CELLS_A_SIDE, Math.max(fewest, Math.trunc(cells) || fewest));
}
