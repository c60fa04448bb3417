import type { SavedLines } from '../model/saved-lines.ts';
import { textOf } from '../os/bytes.ts';

/** Each line as a text: where there are very many of them, faster than to take one after the other. */
export function textsOfLines(lines: SavedLines): readonly string[] {
  if (lines.length === 0) return [];
  const { buffer, byteOffset, length } = lines.bytes();
  return textOf(Buffer.from(buffer, byteOffset, length)).split('\n');
}
