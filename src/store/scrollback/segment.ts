import { hash } from 'node:crypto';
import type { SavedLines } from '../../model/saved-lines.ts';
import { cutSegments } from './cut-segments.ts';
import { encodeRecord } from './record.ts';

/** A segment of lines that the store may have already or not. */
export interface Segment {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly lines: number;
  /** The record that would be written of it, when somebody has begun to make it. */
  readonly record?: Promise<Buffer>;
}

/**
 * Cuts lines and begins to compress what is not known to be stored, before it is decided what is
 * stored: a host is read meanwhile. Nothing is written.
 */
export function prepareLines(
  lines: SavedLines,
  isStored: (hash: string) => boolean,
): readonly Segment[] {
  return Array.from(cutSegments(lines), (cut) => {
    const segment = segmentOf(cut);
    if (isStored(segment.hash)) return segment;
    const record = encodeRecord(segment.bytes);
    // Whoever writes it hears of a failure; a save that ends before that has one of its own.
    record.catch(() => undefined);
    return { ...segment, record };
  });
}

/** The segments of lines; those that `prepared` begins with are not cut again. */
export function* segmentsOf(
  lines: SavedLines,
  prepared: readonly Segment[] = [],
): Generator<Segment> {
  let at = 0;
  for (const [index, segment] of prepared.entries()) {
    const end = at + segment.lines;
    // The last one ended where its lines did, and would go on where there are more.
    const isWhole = index < prepared.length - 1 ? end <= lines.length : end === lines.length;
    if (!isWhole) break;
    yield segment;
    at = end;
  }
  for (const cut of cutSegments(at === 0 ? lines : lines.slice(at))) yield segmentOf(cut);
}

function segmentOf(lines: SavedLines): Segment {
  const bytes = lines.bytes();
  return { bytes, hash: hash('sha256', bytes), lines: lines.length };
}
