import xterm from '@xterm/headless';
import type { Terminal as Xterm } from '@xterm/headless';
import type { Cell, Line } from '../line.ts';
import { textOf } from '../line.ts';
import { initialModes } from '../modes.ts';
import type { MouseEncoding, MouseProtocol, TerminalModes } from '../modes.ts';
import type {
  ColorScheme,
  ColumnRange,
  Cursor,
  Directory,
  LineHistory,
  Margins,
  Mark,
  Match,
  Terminal,
  TerminalOptions,
  TerminalSize,
} from '../terminal.ts';
import { widthOf } from '../unicode/code-points.ts';
import { callInner, inner } from './internals.ts';
import { joinXtermRows, xtermCell, xtermRuns } from './xterm-cells.ts';

const HISTORY_ROWS = 10_000;
const mice: Readonly<Record<string, MouseProtocol>> = {
  x10: 'press',
  vt200: 'click',
  drag: 'drag',
  any: 'motion',
};
const encodings: Readonly<Record<string, MouseEncoding>> = { SGR: 'sgr', SGR_PIXELS: 'sgr-pixels' };

/**
 * @xterm/headless behind the same interface: an oracle for tests, and a second engine for bug
 * reports. It has no marks, no saved state and no left and right margins, and answers fewer queries.
 */
export class XtermTerminal implements Terminal {
  readonly xterm: Xterm;
  readonly marks: readonly Mark[] = [];
  readonly unanswered: ReadonlyMap<string, number> = new Map();
  title = '';
  directory: Directory | undefined = undefined;
  /** Found once for what was written so far: the history is read line by line. */
  #firsts: readonly number[] | undefined = undefined;

  constructor(options: TerminalOptions) {
    this.xterm = new xterm.Terminal({
      cols: options.size.columns,
      rows: options.size.rows,
      scrollback: options.historyLines ?? HISTORY_ROWS,
      allowProposedApi: true,
      logLevel: 'off',
    });
    useOurWidths(this.xterm);
    this.xterm.onData((reply) => options.onReply?.(reply));
    this.xterm.onBinary((reply) => options.onReply?.(reply));
    this.xterm.onBell(() => options.onEvent?.({ kind: 'bell' }));
    this.xterm.onTitleChange((title) => {
      this.title = title;
      options.onEvent?.({ kind: 'title', title });
    });
    for (const prefix of [undefined, '?']) this.#eraseSafely(prefix);
    this.xterm.parser.registerOscHandler(7, (text) => this.#setDirectory(text));
  }

  get size(): TerminalSize {
    return { columns: this.xterm.cols, rows: this.xterm.rows };
  }

  get cursor(): Cursor {
    const { cursorX, cursorY } = this.xterm.buffer.active;
    const isPast = cursorX >= this.xterm.cols;
    const x = isPast ? this.xterm.cols - 1 : cursorX;
    const pendingWrap = isPast && this.xterm.modes.wraparoundMode;
    const visible = inner(this.xterm, '_core', 'coreService', 'isCursorHidden') !== true;
    return { x, y: cursorY, pendingWrap, visible, shape: 'block', blinking: true };
  }

  get modes(): TerminalModes {
    const { modes } = this.xterm;
    const encoding = inner(this.xterm, '_core', 'coreMouseService', 'activeEncoding');
    return {
      ...initialModes,
      applicationCursorKeys: modes.applicationCursorKeysMode,
      applicationKeypad: modes.applicationKeypadMode,
      bracketedPaste: modes.bracketedPasteMode,
      insert: modes.insertMode,
      origin: modes.originMode,
      reverseWrap: modes.reverseWraparoundMode,
      focusEvents: modes.sendFocusMode,
      synchronizedOutput: modes.synchronizedOutputMode,
      autoWrap: modes.wraparoundMode,
      mouse: mice[modes.mouseTrackingMode] ?? 'none',
      mouseEncoding: encodings[String(encoding)] ?? 'default',
      cursorVisible: this.cursor.visible,
      alternateScreen: this.xterm.buffer.active.type === 'alternate',
    };
  }

  /** It does not tell them. */
  get margins(): Margins {
    return { top: 0, bottom: this.xterm.rows - 1, left: 0, right: this.xterm.cols - 1 };
  }

  get history(): LineHistory {
    this.#firsts ??= this.#firstRows();
    const firsts = this.#firsts;
    return {
      firstLine: 0,
      nextLine: firsts.length,
      isOpen: this.xterm.buffer.normal.getLine(this.xterm.buffer.normal.baseY)?.isWrapped === true,
      line: (number) => this.#historyLine(firsts, number),
      lines: (from, to) =>
        Array.from({ length: Math.max(0, to - from) }, (_, at) =>
          this.#historyLine(firsts, from + at),
        ),
      search: (text, limit = 100) => this.#search(firsts, text, limit),
    };
  }

  write(bytes: Uint8Array): void {
    this.#firsts = undefined;
    callInner(inner(this.xterm, '_core'), 'writeSync', bytes);
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#firsts = undefined;
    this.xterm.resize(columns, rows);
  }

  setColorScheme(_scheme: ColorScheme): void {
    // It has no colours: nobody is told.
  }

  /** It does not know, so everything counts. */
  fresh(_row: number): ColumnRange {
    return { from: 0, to: this.xterm.cols };
  }

  forgetFresh(): void {
    // It does not know what was printed when.
  }

  line(row: number): Line {
    const { active } = this.xterm.buffer;
    const line = active.getLine(active.baseY + row);
    if (line === undefined) return { runs: [], wraps: false };
    const next = active.getLine(active.baseY + row + 1);
    return { runs: xtermRuns(line, next, this.#links), wraps: next?.isWrapped === true };
  }

  cell(column: number, row: number): Cell {
    const { active } = this.xterm.buffer;
    return xtermCell(active.getLine(active.baseY + row)?.getCell(column), this.#links);
  }

  save(): undefined {
    return undefined;
  }

  /** ED 1 and DECSED 1 in the last cell of the screen throw in 6.0, and nothing is read after that. */
  #eraseSafely(prefix: string | undefined): void {
    const id = { final: 'J', ...(prefix !== undefined && { prefix }) };
    this.xterm.parser.registerCsiHandler(id, ([part]) => {
      const { cursorX, cursorY } = this.xterm.buffer.active;
      const isLast = cursorY === this.xterm.rows - 1 && cursorX >= this.xterm.cols - 1;
      if (part !== 1 || !isLast) return false;
      const handler = inner(this.xterm, '_core', '_inputHandler');
      const isSelective = prefix !== undefined;
      callInner(handler, 'eraseInLine', { params: [1] }, isSelective);
      for (let y = 0; y < cursorY; y += 1) callInner(handler, '_resetBufferLine', y, isSelective);
      return true;
    });
  }

  get #links(): unknown {
    return inner(this.xterm, '_core', '_oscLinkService', '_dataByLinkId');
  }

  #setDirectory(text: string): boolean {
    const url = /^file:\/\/([^/]*)(\/.*)$/s.exec(text);
    if (url === null) return false;
    this.directory = { host: url[1] ?? '', path: url[2] ?? '' };
    return true;
  }

  /** The rows above the screen that begin a logical line, or what is left of the oldest one. */
  #firstRows(): number[] {
    const { normal } = this.xterm.buffer;
    const firsts: number[] = [];
    for (let y = 0; y < normal.baseY; y += 1) {
      if (y === 0 || normal.getLine(y)?.isWrapped !== true) firsts.push(y);
    }
    return firsts;
  }

  #historyLine(firsts: readonly number[], number: number): Line | undefined {
    const from = firsts[number];
    if (from === undefined) return undefined;
    const { normal } = this.xterm.buffer;
    const to = firsts[number + 1] ?? normal.baseY;
    const rows = Array.from({ length: to - from }, (_, at) => normal.getLine(from + at));
    return joinXtermRows(
      rows.filter((row) => row !== undefined),
      normal.getLine(to),
      this.#links,
    );
  }

  #search(firsts: readonly number[], text: string, limit: number): Match[] {
    const matches: Match[] = [];
    for (let line = firsts.length - 1; line >= 0 && matches.length < limit; line -= 1) {
      const found = this.#historyLine(firsts, line);
      const offset = found === undefined ? -1 : textOf(found).indexOf(text);
      if (offset >= 0) matches.push({ line, offset });
    }
    return matches;
  }
}

/** Both engines measure characters alike: Unicode 16, a cell for each code point that has a width. */
function useOurWidths(terminal: Xterm): void {
  terminal.unicode.register({
    version: 'stet',
    wcwidth: narrow,
    charProperties: (code, preceding) => {
      const width = narrow(code);
      const before = (preceding >> 1) & 3;
      const joins = width === 0 && preceding !== 0 && before > 0;
      return ((joins ? before : width) << 1) | (joins ? 1 : 0);
    },
  });
  terminal.unicode.activeVersion = 'stet';
}

function narrow(code: number): 0 | 1 | 2 {
  const width = widthOf(code);
  return width === 0 ? 0 : width === 1 ? 1 : 2;
}
