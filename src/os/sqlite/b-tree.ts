import { BytesReader, MalformedDatabase } from './bytes-reader.ts';
import type { Pages } from './pages.ts';

const [INTERIOR_TABLE, LEAF_TABLE] = [0x05, 0x0d];
/** SQLite's own limit is 20 levels; a damaged file may point in a circle. */
const MAX_DEPTH = 24;

/** The payload of every row of a table, in the order of its row ids. */
export function* rowsOf(pages: Pages, rootPage: number, depth = 0): Generator<Buffer> {
  if (depth > MAX_DEPTH || rootPage < 1) throw new MalformedDatabase('its pages go in a circle');
  const page = pages.read(rootPage);
  const start = rootPage === 1 ? 100 : 0;
  const type = page.readUInt8(start);
  const isLeaf = type === LEAF_TABLE;
  if (!isLeaf && type !== INTERIOR_TABLE) throw new MalformedDatabase('a page of another kind');
  const cells = page.readUInt16BE(start + 3);
  const pointers = new BytesReader(page, start + (isLeaf ? 8 : 12)).bytes(cells * 2);
  for (let index = 0; index < cells; index += 1) {
    const cell = new BytesReader(page, pointers.readUInt16BE(index * 2));
    if (isLeaf) yield payloadOf(pages, cell);
    else yield* rowsOf(pages, cell.uint32(), depth + 1);
  }
  if (!isLeaf) yield* rowsOf(pages, page.readUInt32BE(start + 8), depth + 1);
}

/** What stands in the cell, and what did not fit into it and stands on pages of its own. */
function payloadOf(pages: Pages, cell: BytesReader): Buffer {
  const sizeBytes = cell.varint();
  cell.varint();
  const here = localBytes(sizeBytes, pages.usableBytes);
  const parts = [cell.bytes(here)];
  let missing = sizeBytes - here;
  let next = missing > 0 ? cell.uint32() : 0;
  while (missing > 0) {
    if (next === 0) throw new MalformedDatabase('a value is cut off');
    const page = new BytesReader(pages.read(next));
    next = page.uint32();
    const taken = Math.min(missing, pages.usableBytes - 4);
    parts.push(page.bytes(taken));
    missing -= taken;
  }
  return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
}

/** The formula of the file format for cells of a table's leaf (section 1.6). */
function localBytes(sizeBytes: number, usable: number): number {
  if (sizeBytes <= usable - 35) return sizeBytes;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((sizeBytes - least) % (usable - 4));
  return fitting <= usable - 35 ? fitting : least;
}
