import { ByteReader, corruptState } from '../bytes/byte-reader.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Parser } from '../parser/parser.ts';
import type { Mark, SealedPage, TerminalSize } from '../terminal.ts';
import type { Vt } from '../vt/vt.ts';
import { loadMarks, saveMarks } from './row-state.ts';
import { loadScreen, saveScreen } from './screen-state.ts';

const MAGIC = 0x53544554;
const VERSION = 1;
const LARGEST_SIDE = 4096;

/** What a state is made of. */
export interface Machine {
  readonly vt: Vt;
  readonly parser: Parser;
}

/** Writes everything that decides what the terminal shows and does next. */
export function saveState({ vt, parser }: Machine, withPages: boolean): Uint8Array {
  const writer = new ByteWriter();
  writer.number(MAGIC);
  writer.number(VERSION);
  writer.number(vt.screen.columns);
  writer.number(vt.screen.height);
  parser.save(writer);
  saveScreen(writer, vt.screen);
  vt.history.save(writer, withPages);
  saveTitles(writer, vt);
  saveSettings(writer, vt);
  saveHistoryMarks(writer, vt.historyMarks);
  return writer.finish();
}

/** The size that a saved state has. Throws CHECKPOINT_CORRUPT for anything else. */
export function readSize(bytes: Uint8Array): TerminalSize {
  return readHead(new ByteReader(bytes));
}

/** Brings a saved state into a new terminal of that size, with the pages that were kept elsewhere. */
export function loadState(
  { vt, parser }: Machine,
  bytes: Uint8Array,
  pages: readonly SealedPage[],
): void {
  const reader = new ByteReader(bytes);
  readHead(reader);
  parser.load(reader);
  loadScreen(reader, vt.screen);
  vt.history.load(reader, pages);
  loadTitles(reader, vt);
  loadSettings(reader, vt);
  vt.historyMarks = loadHistoryMarks(reader);
}

function readHead(reader: ByteReader): TerminalSize {
  if (reader.number() !== MAGIC) throw corruptState('it is something else');
  const version = reader.number();
  if (version !== VERSION) throw corruptState(`its format has version ${version}`);
  return { columns: reader.upTo(LARGEST_SIDE), rows: reader.upTo(LARGEST_SIDE) };
}

function saveTitles(writer: ByteWriter, { titles, directory }: Vt): void {
  writer.text(titles.window);
  writer.text(titles.icon);
  for (const stack of [titles.windowStack, titles.iconStack]) {
    writer.number(stack.length);
    for (const title of stack) writer.text(title);
  }
  writer.boolean(directory !== undefined);
  writer.text(directory?.host ?? '');
  writer.numbers(Array.from(directory?.path ?? '', (unit) => unit.charCodeAt(0)));
}

function loadTitles(reader: ByteReader, vt: Vt): void {
  vt.titles.window = reader.text();
  vt.titles.icon = reader.text();
  vt.titles.windowStack = loadTexts(reader);
  vt.titles.iconStack = loadTexts(reader);
  const hasDirectory = reader.boolean();
  const host = reader.text();
  const path = reader.numbers().reduce((text, unit) => text + String.fromCharCode(unit), '');
  vt.directory = hasDirectory ? { host, path } : undefined;
}

function loadTexts(reader: ByteReader): string[] {
  const count = reader.upTo(16);
  return Array.from({ length: count }, () => reader.text());
}

function saveSettings(writer: ByteWriter, vt: Vt): void {
  writer.numbers([...vt.palette.changed].flat());
  writer.numbers(vt.keyboard.main);
  writer.numbers(vt.keyboard.alternate);
  writer.number(vt.look.style);
  writer.boolean(vt.look.blinking);
  writer.boolean(vt.colorScheme === 'light');
  writer.numbers([...vt.savedModes].flatMap(([mode, isSet]) => [mode, isSet ? 1 : 0]));
  writer.number(vt.unanswered.size);
  for (const [query, count] of vt.unanswered) {
    writer.text(query);
    writer.number(count);
  }
}

function loadSettings(reader: ByteReader, vt: Vt): void {
  for (const [key, color] of pairs(reader.numbers())) vt.palette.changed.set(key, color);
  vt.keyboard.main = reader.numbers();
  vt.keyboard.alternate = reader.numbers();
  vt.keyboard.isAlternate = vt.screen.isAlternate;
  vt.look.style = reader.upTo(6);
  vt.look.blinking = reader.boolean();
  vt.colorScheme = reader.boolean() ? 'light' : 'dark';
  vt.palette.scheme = vt.colorScheme;
  for (const [mode, isSet] of pairs(reader.numbers())) vt.savedModes.set(mode, isSet === 1);
  for (let left = reader.number(); left > 0; left -= 1) {
    const query = reader.text();
    vt.unanswered.set(query, reader.number());
  }
  if (vt.screen.modes.synchronizedOutput) vt.setSynchronized(true);
}

function* pairs(values: readonly number[]): Generator<readonly [number, number]> {
  for (let at = 0; at + 1 < values.length; at += 2) yield [values[at] ?? 0, values[at + 1] ?? 0];
}

function saveHistoryMarks(writer: ByteWriter, marks: readonly Mark[]): void {
  saveMarks(writer, marks);
  writer.numbers(marks.map((mark) => mark.line));
}

function loadHistoryMarks(reader: ByteReader): Mark[] {
  const marks = loadMarks(reader);
  const lines = reader.numbers();
  return marks.map((mark, at) => ({ ...mark, line: lines[at] ?? 0 }));
}
