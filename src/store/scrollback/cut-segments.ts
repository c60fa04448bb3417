const FEWEST_LINES = 64;
const MOST_LINES = 256;
/** One line in so many may end a segment. */
const CUT_EVERY = 64;

/**
 * Cuts lines into segments of 64 to 256, the last one shorter. Where to cut is read from the lines
 * themselves, so that a history that lost its oldest lines still falls into the segments that are
 * stored already.
 */
export function* cutSegments(lines: readonly string[]): Generator<readonly string[]> {
  let start = 0;
  for (let end = 1; end <= lines.length; end += 1) {
    const length = end - start;
    const isCut = length === MOST_LINES || (length >= FEWEST_LINES && endsSegment(lines[end - 1]));
    if (isCut || end === lines.length) {
      yield lines.slice(start, end);
      start = end;
    }
  }
}

/** By FNV-1a (32 bits), whose low bits are its weakest. */
function endsSegment(line = ''): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < line.length; at += 1) {
    hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 16) % CUT_EVERY === 0;
}
