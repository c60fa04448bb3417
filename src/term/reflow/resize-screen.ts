import type { History, PagedRow } from '../history/history.ts';
import { Grid } from '../screen/grid.ts';
import { Row } from '../screen/row.ts';
import { contentEnd } from '../screen/row-text.ts';
import type { SavedCursor } from '../screen/saved-cursor.ts';
import { initialTabs } from '../screen/screen.ts';
import type { Screen } from '../screen/screen.ts';
import type { TerminalSize } from '../terminal.ts';
import { rewrap } from './rewrap.ts';
import type { Place } from './rewrap.ts';

/**
 * Gives both screens another size. Lines of the main screen are wrapped anew, rows that do not fit
 * become history, and history comes back where there is room; the alternate screen is cut or
 * extended. Margins are lifted, tab stops stay.
 */
export function resizeScreen(screen: Screen, history: History, size: TerminalSize): void {
  if (size.columns === screen.columns && size.rows === screen.height) return;
  const { isAlternate } = screen;
  if (isAlternate) screen.pendingWrap = false;
  const cursor = isAlternate ? undefined : cursorPlace(screen);
  const saved = savedPlace(screen.savedMain);
  const fitted = fitMain({ screen, history, size, cursor, saved });
  screen.alternate = cropped(screen, size);
  screen.main = new Grid(size.columns, size.rows, fitted.rows);
  screen.hidden = fitted.hidden;
  screen.grid = isAlternate ? screen.alternate : screen.main;
  screen.tabs = extendedTabs(screen.tabs, size.columns);
  screen.columns = size.columns;
  screen.height = size.rows;
  screen.resetMargins();
  if (fitted.cursor !== undefined) placeCursor(screen, fitted.cursor);
  screen.x = Math.min(screen.x, size.columns - 1);
  screen.y = Math.min(screen.y, size.rows - 1);
  if (screen.savedMain !== undefined && fitted.saved !== undefined) {
    screen.savedMain = { ...screen.savedMain, ...within(fitted.saved, size) };
  }
}

interface MainScreen {
  readonly screen: Screen;
  readonly history: History;
  readonly size: TerminalSize;
  readonly cursor: Place | undefined;
  readonly saved: Place | undefined;
}

interface Fitted {
  readonly rows: readonly Row[];
  readonly hidden: readonly Row[];
  readonly cursor: Place | undefined;
  readonly saved: Place | undefined;
}

function fitMain({ screen, history, size, cursor, saved }: MainScreen): Fitted {
  const shown = shownRows(screen, cursor ?? saved);
  const isFull = shown.length >= screen.height;
  let above: readonly Row[] = [];
  let wrapped = rewrap(shown, size.columns);
  if (isFull && wrapped.rows.length < size.rows) {
    const taken = history.takeBack(size.rows - wrapped.rows.length);
    above = taken.map((paged) => adopted(screen, paged));
    wrapped = rewrap([...above, ...shown], size.columns);
  }
  const { rows } = wrapped;
  const moved = (place: Place | undefined): Place | undefined =>
    place && wrapped.moved({ row: place.row + above.length, column: place.column });
  const keep = moved(cursor ?? saved)?.row ?? rows.length - 1;
  const leaving = Math.max(0, Math.min(rows.length - size.rows, keep));
  for (const row of rows.slice(0, leaving)) screen.scrollOut.push(row);
  const up = (place: Place | undefined): Place | undefined =>
    place && { row: Math.max(0, place.row - leaving), column: place.column };
  return {
    rows: rows.slice(leaving, leaving + size.rows),
    hidden: rows.slice(leaving + size.rows),
    cursor: up(moved(cursor)),
    saved: up(moved(saved)),
  };
}

/** The rows down to the last that has content or the cursor, and those hidden below the screen. */
function shownRows(screen: Screen, cursor: Place | undefined): Row[] {
  const rows = [...screen.main.rows(), ...screen.hidden];
  const least = (cursor?.row ?? 0) + 1;
  while (rows.length > least && isEmpty(rows.at(-1), rows.at(-2))) rows.pop();
  return rows;
}

function isEmpty(row: Row | undefined, before: Row | undefined): boolean {
  if (row === undefined || before?.wraps === true) return false;
  return contentEnd(row) === 0 && row.marks === undefined && !row.wraps;
}

/** A row of the history with its styles numbered as on the screen. */
function adopted(screen: Screen, { row, styles }: PagedRow): Row {
  for (let x = 0; x < row.used; x += 1) {
    const style = styles[(row.styles[x] ?? 0) - 1];
    if (style === undefined) continue;
    const link = style.link === undefined ? 0 : screen.links.intern(style.link);
    row.styles[x] = screen.styles.intern({ ...style.parts, link });
  }
  return row;
}

function cursorPlace({ x, y, pendingWrap }: Screen): Place {
  return { row: y, column: pendingWrap ? x + 1 : x };
}

function savedPlace(saved: SavedCursor | undefined): Place | undefined {
  return saved && { row: saved.y, column: saved.pendingWrap ? saved.x + 1 : saved.x };
}

function placeCursor(screen: Screen, place: Place): void {
  screen.y = place.row;
  screen.pendingWrap = place.column >= screen.columns;
  screen.x = Math.min(place.column, screen.columns - 1);
}

function within(place: Place, size: TerminalSize): { x: number; y: number; pendingWrap: boolean } {
  return {
    x: Math.min(place.column, size.columns - 1),
    y: Math.min(place.row, size.rows - 1),
    pendingWrap: place.column >= size.columns,
  };
}

/** The alternate screen: its top left part, or from further down so that the cursor stays visible. */
function cropped(screen: Screen, size: TerminalSize): Grid {
  const top = screen.isAlternate ? Math.max(0, screen.y - size.rows + 1) : 0;
  if (screen.isAlternate) screen.y -= top;
  const rows = screen.alternate
    .rows()
    .slice(top, top + size.rows)
    .map((row) => croppedRow(row, size.columns));
  return new Grid(size.columns, size.rows, rows);
}

function croppedRow(row: Row, columns: number): Row {
  const result = new Row(columns);
  const end = Math.min(columns, row.columns);
  row.release(end, end, 0);
  result.take(row, { from: 0, to: end, at: 0 });
  result.used = Math.min(end, row.used);
  result.hasWide = row.hasWide;
  if (row.freshFrom < end) result.touch(row.freshFrom, Math.min(end, row.freshTo));
  for (const [column, rest] of row.clusters ?? []) if (column < end) result.join(column, rest);
  return result;
}

function extendedTabs(tabs: Uint8Array, columns: number): Uint8Array<ArrayBuffer> {
  const extended = initialTabs(columns);
  extended.set(tabs.subarray(0, columns));
  return extended;
}
