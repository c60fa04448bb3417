import type { Cell, Line } from './line.ts';
import type { TerminalModes } from './modes.ts';

/** The size of the screen in cells: at most 4096 each, at least 2 columns and 1 row. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where the next character goes. Columns and rows count from 0. */
export interface Cursor {
  readonly x: number;
  readonly y: number;
  /** The last column is full, and the next character begins a new row. */
  readonly pendingWrap: boolean;
  readonly visible: boolean;
  readonly shape: 'block' | 'underline' | 'bar';
  readonly blinking: boolean;
}

/** A directory that the program announced (OSC 7, 9;9, 633 or 1337). `host` may be empty. */
export interface Directory {
  readonly host: string;
  readonly path: string;
}

/**
 * What a shell said about its prompt (OSC 133 and 633), or a `place` that a program marked (SetMark of
 * OSC 1337), and on which logical line and cell of it.
 */
export interface Mark {
  readonly kind: 'prompt' | 'command' | 'output' | 'finished' | 'place';
  readonly line: number;
  readonly column: number;
  /** Of `finished`, when the shell told it. */
  readonly exitCode: number | undefined;
}

/** A page of logical lines that is full and will not change any more. */
export interface SealedPage {
  /** The number of the logical line that the first piece belongs to, counted from 0 for ever. */
  readonly firstLine: number;
  /** The page begins in the middle of that line. */
  readonly startsInside: boolean;
  readonly bytes: Uint8Array;
}

/** Where a text was found: a logical line, and an offset in its text in UTF-16 units. */
export interface Match {
  readonly line: number;
  readonly offset: number;
}

/** What scrolled out at the top, as logical lines numbered from 0 for ever. */
export interface LineHistory {
  /** The oldest line that is still here. */
  readonly firstLine: number;
  /** The number after the newest line. */
  readonly nextLine: number;
  /** The newest line runs on into the first row of the screen. */
  readonly isOpen: boolean;
  /** A line; undefined when it is gone or not there yet. */
  line(number: number): Line | undefined;
  /** The lines from one to before another, which takes less time than one by one. */
  lines(from: number, to: number): readonly (Line | undefined)[];
  /** The lines that hold a text, newest first, at most `limit` (default 100). */
  search(text: string, limit?: number): readonly Match[];
}

/** The cells that scrolling moves: from the first to the last row and column of it. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Columns of a row, from `from` to before `to`; none when they are equal. */
export interface ColumnRange {
  readonly from: number;
  readonly to: number;
}

/** Something that happened while bytes were written. */
export type TerminalEvent =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'directory'; readonly directory: Directory }
  | { readonly kind: 'bell' }
  | { readonly kind: 'notification'; readonly title: string; readonly body: string }
  | { readonly kind: 'progress'; readonly state: number; readonly percent: number }
  | { readonly kind: 'clipboard'; readonly selection: string; readonly base64: string }
  /** `parameters`: what the sequence said after the kind, such as an exit code or "key=value". */
  | { readonly kind: 'mark'; readonly mark: Mark; readonly parameters: readonly string[] }
  | { readonly kind: 'page'; readonly page: SealedPage }
  | { readonly kind: 'history-cleared' }
  | { readonly kind: 'graphics'; readonly protocol: 'sixel' | 'kitty' | 'iterm' }
  | { readonly kind: 'unanswered'; readonly query: string };

/** How a terminal is set up. */
export interface TerminalOptions {
  readonly size: TerminalSize;
  /** The number of its first line. Default 0; lines above it may come later (`OlderLines`). */
  readonly firstLine?: number;
  /** Logical lines kept in memory. Default 100,000. */
  readonly historyLines?: number;
  /** Bytes of history kept in memory. Default 64 MiB. */
  readonly historyBytes?: number;
  /** What a program is told about a cell's size in pixels. Default 10 by 20. */
  readonly cellPixels?: { readonly width: number; readonly height: number };
  /** What a program is told about the colours. Default dark. */
  readonly colorScheme?: ColorScheme;
  /** Whether a program may set the clipboard (OSC 52). It may never read it. Default false. */
  readonly allowsClipboard?: boolean;
  /** A clock in milliseconds, for the time limit of synchronized output. Default: one that stands still. */
  readonly now?: () => number;
  /** Takes the answer to a query, as characters U+0000 to U+00FF, at the query's byte. */
  readonly onReply?: (reply: string) => void;
  readonly onEvent?: (event: TerminalEvent) => void;
}

/** Whether the terminal is shown dark or light. */
export type ColorScheme = 'dark' | 'light';

/** A terminal without a window: bytes go in, a screen and its history can be looked at. */
export interface Terminal {
  readonly size: TerminalSize;
  readonly cursor: Cursor;
  readonly modes: TerminalModes;
  readonly margins: Margins;
  readonly title: string;
  readonly directory: Directory | undefined;
  /** Marks of the history and the screen, oldest first; the last 1,000 of the history. */
  readonly marks: readonly Mark[];
  readonly history: LineHistory;
  /** Queries that got no answer, by name, with how often they came. */
  readonly unanswered: ReadonlyMap<string, number>;
  write(bytes: Uint8Array): void;
  /** Changes the size; text on the main screen is wrapped anew. Sizes out of range are brought into it. */
  resize(size: TerminalSize): void;
  /** Tells a program that asked for it that the colours changed. */
  setColorScheme(scheme: ColorScheme): void;
  /** A row of the screen, 0 at the top. */
  line(row: number): Line;
  cell(column: number, row: number): Cell;
  /** The columns of a row from the first to the last that was printed to since `forgetFresh`. */
  fresh(row: number): ColumnRange;
  /** Nothing counts as printed any more, or only what is given for each row of the screen. */
  forgetFresh(but?: readonly ColumnRange[]): void;
  /**
   * The whole state as bytes, for `restoreTerminal`; undefined when this engine cannot save itself.
   * Without sealed pages only the history of the open page goes along.
   */
  save(options?: { readonly sealedPages: boolean }): Uint8Array | undefined;
}
