import type { SavedLines } from '../../model/saved-lines.ts';

const FEWEST_LINES = 128;
const MOST_LINES = 512;
/** One line in so many may end a segment. */
const CUT_EVERY = 128;

/**
 * Cuts lines into segments of 128 to 512, the last one shorter. Where to cut is read from the lines
 * themselves, so that a history that lost its oldest lines still falls into the segments that are
 * stored already.
 */
export function* cutSegments(lines: SavedLines): Generator<SavedLines> {
  for (let start = 0; start < lines.length;) {
    const end = start + lengthOfSegment(lines, start);
    yield lines.slice(start, end);
    start = end;
  }
}

/** A line ends a segment by its FNV-1a (32 bits), whose low bits are its weakest. */
function lengthOfSegment(lines: SavedLines, start: number): number {
  const most = Math.min(MOST_LINES, lines.length - start);
  const text = lines.bytes(start + FEWEST_LINES - 1, start + most);
  let hash = FNV_BASIS;
  let length = FEWEST_LINES;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte !== LF) hash = Math.imul(hash ^ byte, FNV_PRIME);
    else if ((hash >>> 16) % CUT_EVERY === 0) return length;
    else {
      hash = FNV_BASIS;
      length += 1;
    }
  }
  return most;
}

const [FNV_BASIS, FNV_PRIME] = [0x811c9dc5, 0x01000193];
const LF = 0x0a;
