import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { Grid } from '../screen/grid.ts';
import type { SavedCursor } from '../screen/saved-cursor.ts';
import type { Screen } from '../screen/screen.ts';
import type { StyleParts } from '../screen/style-table.ts';
import { loadModes, saveModes } from './modes-state.ts';
import { loadRows, saveRows } from './row-state.ts';

const LARGEST_CODE = 0x10ffff;

/** Writes both screens with their cursors, margins, modes and tables. The size is the caller's. */
export function saveScreen(writer: ByteWriter, screen: Screen): void {
  screen.links.save(writer);
  screen.styles.save(writer);
  saveRows(writer, screen.main.rows());
  saveRows(writer, screen.alternate.rows());
  saveRows(writer, screen.hidden);
  for (const value of [screen.x, screen.y, screen.top, screen.bottom, screen.left, screen.right])
    writer.number(value);
  writer.boolean(screen.pendingWrap);
  writer.block(screen.tabs);
  saveModes(writer, screen.modes);
  writer.numbers(screen.charsets.designated);
  writer.number(screen.charsets.shift);
  writer.signed(screen.charsets.singleShift);
  saveParts(writer, screen.pen);
  saveSavedCursor(writer, screen.savedMain);
  saveSavedCursor(writer, screen.savedAlternate);
  writer.number(screen.lastPrinted);
  writer.number(screen.clusterState);
}

/** Reads what `saveScreen` wrote into a new screen of the same size. */
export function loadScreen(reader: ByteReader, screen: Screen): void {
  const { columns, height } = screen;
  screen.links.load(reader);
  screen.styles.load(reader);
  const { count } = screen.styles;
  screen.main = new Grid(columns, height, loadRows(reader, columns, count));
  screen.alternate = new Grid(columns, height, loadRows(reader, columns, count));
  screen.hidden = loadRows(reader, columns, count);
  screen.x = reader.upTo(columns - 1);
  screen.y = reader.upTo(height - 1);
  screen.top = reader.upTo(height - 1);
  screen.bottom = reader.upTo(height - 1);
  screen.left = reader.upTo(columns - 1);
  screen.right = reader.upTo(columns - 1);
  screen.pendingWrap = reader.boolean();
  screen.tabs.set(reader.block().subarray(0, columns));
  loadModes(reader, screen.modes);
  screen.grid = screen.modes.alternateScreen ? screen.alternate : screen.main;
  loadCharsets(reader, screen);
  screen.pen.set(loadParts(reader));
  screen.savedMain = loadSavedCursor(reader);
  screen.savedAlternate = loadSavedCursor(reader);
  screen.lastPrinted = reader.upTo(LARGEST_CODE);
  screen.clusterState = reader.number();
}

function loadCharsets(reader: ByteReader, { charsets }: Screen): void {
  charsets.designated = reader.numbers();
  charsets.shift = reader.upTo(3);
  charsets.singleShift = reader.signed();
  charsets.update();
}

function saveSavedCursor(writer: ByteWriter, saved: SavedCursor | undefined): void {
  writer.boolean(saved !== undefined);
  if (saved === undefined) return;
  writer.number(saved.x);
  writer.number(saved.y);
  writer.boolean(saved.pendingWrap);
  writer.boolean(saved.origin);
  writer.number(saved.shift);
  writer.numbers(saved.designated);
  saveParts(writer, saved.pen);
}

function loadSavedCursor(reader: ByteReader): SavedCursor | undefined {
  if (!reader.boolean()) return undefined;
  const x = reader.number();
  const y = reader.number();
  const pendingWrap = reader.boolean();
  const origin = reader.boolean();
  const shift = reader.upTo(3);
  return { x, y, pendingWrap, origin, shift, designated: reader.numbers(), pen: loadParts(reader) };
}

function saveParts(writer: ByteWriter, parts: StyleParts): void {
  const { foreground, background, underlineColor, flags, link } = parts;
  for (const part of [foreground, background, underlineColor, flags, link]) writer.number(part);
}

function loadParts(reader: ByteReader): StyleParts {
  const foreground = reader.number();
  const background = reader.number();
  const underlineColor = reader.number();
  const flags = reader.number();
  return { foreground, background, underlineColor, flags, link: reader.number() };
}
