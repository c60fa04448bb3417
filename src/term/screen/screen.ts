import type { PlainRows } from '../history/plain-rows.ts';
import { initialModes } from '../modes.ts';
import type { TerminalModes } from '../modes.ts';
import { noCluster } from '../unicode/graphemes.ts';
import { Charsets } from './charsets.ts';
import { Grid } from './grid.ts';
import { LinkTable } from './link-table.ts';
import { Pen } from './pen.ts';
import type { Row } from './row.ts';
import type { SavedCursor } from './saved-cursor.ts';
import { StyleTable } from './style-table.ts';

/** The modes, while the program changes them. */
export type LiveModes = { -readonly [Mode in keyof TerminalModes]: TerminalModes[Mode] };

/** Where rows go that scroll out at the top of the main screen. */
export interface ScrollOut {
  push(row: Row): void;
  /** A row that was not on the screen at all. */
  pushPlain(rows: PlainRows, row: number): void;
  /** The row pushed last does not run on into the screen any more. */
  endLine(): void;
  clear(): void;
}

const TAB_DISTANCE = 8;

/** Both screens, the cursor and all that decides where and how the next character is printed. */
export class Screen {
  columns: number;
  height: number;
  main: Grid;
  alternate: Grid;
  grid: Grid;
  /** Rows of the main screen below its bottom, after it was made smaller. */
  hidden: readonly Row[] = [];
  x = 0;
  y = 0;
  /** The last column was printed to, and the next character begins a new row. */
  pendingWrap = false;
  top = 0;
  bottom: number;
  left = 0;
  right: number;
  tabs: Uint8Array<ArrayBuffer>;
  readonly modes: LiveModes = { ...initialModes };
  readonly charsets = new Charsets();
  readonly pen = new Pen();
  styles = new StyleTable();
  links = new LinkTable();
  savedMain: SavedCursor | undefined = undefined;
  savedAlternate: SavedCursor | undefined = undefined;
  readonly scrollOut: ScrollOut;
  /** The code point printed last; 0 when something else came after it. */
  lastPrinted = 0;
  clusterState = noCluster;

  constructor(columns: number, height: number, scrollOut: ScrollOut) {
    this.columns = columns;
    this.height = height;
    this.bottom = height - 1;
    this.right = columns - 1;
    this.main = new Grid(columns, height);
    this.alternate = new Grid(columns, height);
    this.grid = this.main;
    this.tabs = initialTabs(columns);
    this.scrollOut = scrollOut;
  }

  get isAlternate(): boolean {
    return this.grid === this.alternate;
  }

  get hasColumnMargins(): boolean {
    return this.left > 0 || this.right < this.columns - 1;
  }

  get isInsideMargins(): boolean {
    return (
      this.y >= this.top && this.y <= this.bottom && this.x >= this.left && this.x <= this.right
    );
  }

  get row(): Row {
    return this.grid.row(this.y);
  }

  /** The style of cells that are erased now. */
  get blank(): number {
    return this.pen.blank(this.styles);
  }

  /** What follows is not the continuation of the text so far. */
  endText(): void {
    this.lastPrinted = 0;
    this.clusterState = noCluster;
  }

  resetTabs(): void {
    this.tabs = initialTabs(this.columns);
  }

  resetMargins(): void {
    this.top = 0;
    this.bottom = this.height - 1;
    this.left = 0;
    this.right = this.columns - 1;
  }
}

/** Tab stops as they are at power-on: every eighth column. */
export function initialTabs(columns: number): Uint8Array<ArrayBuffer> {
  const tabs = new Uint8Array(columns);
  for (let x = TAB_DISTANCE; x < columns; x += TAB_DISTANCE) tabs[x] = 1;
  return tabs;
}
