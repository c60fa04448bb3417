import { isUtf8 } from 'node:buffer';
import { linesOfBytes } from '../model/lines-of-bytes.ts';
import { savedLines } from '../model/saved-line.ts';
import { SavedLines } from '../model/saved-lines.ts';
import { bytesOf, textOf } from '../os/bytes.ts';

/** The saved lines of what a terminal printed; none of nothing. */
export function linesOfOutput(output: Buffer): SavedLines {
  if (output.length === 0) return SavedLines.none;
  return isUtf8(output) ? linesOfBytes(output) : linesOfTexts(savedLines(textOf(output)));
}

/** Lines that are saved lines already. There may be megabytes: Node's own encoder is the fastest. */
export function linesOfTexts(lines: readonly string[]): SavedLines {
  return SavedLines.of(lines, bytesOf);
}
