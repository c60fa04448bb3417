import { History } from '../history/history.ts';
import type { HistoryPage } from '../history/page.ts';
import type { RowMark } from '../screen/row-mark.ts';
import { Screen } from '../screen/screen.ts';
import type { ColorScheme, Directory, Mark, TerminalEvent, TerminalOptions } from '../terminal.ts';
import { CursorLook } from './cursor-look.ts';
import { KeyboardFlags } from './keyboard-flags.ts';
import { Palette } from './palette.ts';
import { Titles } from './titles.ts';

const HISTORY_LINES = 100_000;
const HISTORY_BYTES = 64 << 20;
const MOST_QUERY_NAMES = 256;
const MOST_MARKS = 1000;
const SYNC_LIMIT_MS = 1000;

/** Everything that sequences act on. */
export class Vt {
  readonly screen: Screen;
  readonly history: History;
  readonly titles = new Titles();
  readonly palette: Palette;
  readonly keyboard = new KeyboardFlags();
  readonly look = new CursorLook();
  readonly options: TerminalOptions;
  readonly unanswered = new Map<string, number>();
  /** Modes put aside by XTSAVE. */
  readonly savedModes = new Map<number, boolean>();
  /** Marks of rows that left the screen. */
  historyMarks: Mark[] = [];
  directory: Directory | undefined = undefined;
  colorScheme: ColorScheme;
  #synchronizedSince = 0;

  constructor(options: TerminalOptions) {
    this.options = options;
    this.colorScheme = options.colorScheme ?? 'dark';
    this.palette = new Palette(this.colorScheme);
    this.history = new History(
      {
        firstLine: options.firstLine ?? 0,
        lines: options.historyLines ?? HISTORY_LINES,
        bytes: options.historyBytes ?? HISTORY_BYTES,
        onPage: (page: HistoryPage) => this.report({ kind: 'page', page }),
      },
      () => this.screen,
    );
    this.screen = new Screen(options.size.columns, options.size.rows, {
      push: (row) => {
        this.history.push(row);
        if (row.marks !== undefined) this.#keepMarks(row.marks);
      },
      pushPlain: (rows, row) => this.history.pushPlain(rows, row),
      endLine: () => this.history.endLine(),
      clear: () => {
        this.history.clear();
        this.historyMarks = [];
        this.report({ kind: 'history-cleared' });
      },
    });
  }

  reply(text: string): void {
    this.options.onReply?.(text);
  }

  report(event: TerminalEvent): void {
    this.options.onEvent?.(event);
  }

  /** A query that we do not answer is counted, so that a program that waits can be explained. */
  countUnanswered(query: string): void {
    const isNew = !this.unanswered.has(query);
    if (isNew && this.unanswered.size >= MOST_QUERY_NAMES) return;
    this.unanswered.set(query, (this.unanswered.get(query) ?? 0) + 1);
    this.report({ kind: 'unanswered', query });
  }

  setSynchronized(value: boolean): void {
    this.screen.modes.synchronizedOutput = value;
    this.#synchronizedSince = this.#now();
  }

  /** Ends an update that the program left open for too long. */
  endStaleUpdate(): void {
    const { modes } = this.screen;
    if (!modes.synchronizedOutput) return;
    if (this.#now() - this.#synchronizedSince >= SYNC_LIMIT_MS) modes.synchronizedOutput = false;
  }

  /** Takes older history: pages and marks of lines before those that are here. */
  putAbove(pages: readonly HistoryPage[], marks: readonly Mark[]): void {
    this.history.putAbove(pages);
    this.historyMarks = [...marks, ...this.historyMarks].slice(-MOST_MARKS);
  }

  #keepMarks(marks: readonly RowMark[]): void {
    for (const mark of marks) {
      this.historyMarks.push({ ...mark, line: this.history.nextLine - 1 });
    }
    if (this.historyMarks.length > MOST_MARKS) {
      this.historyMarks = this.historyMarks.slice(-MOST_MARKS);
    }
  }

  #now(): number {
    return this.options.now?.() ?? 0;
  }
}
