import type { SegmentRef } from '../../model/checkpoint.ts';
import type { SavedLines } from '../../model/saved-lines.ts';
import type { Segment } from './segment.ts';

/** Stores lines of one save; what a later store may do otherwise stays behind these two. */
export interface SegmentWriter {
  /** Where the lines are, or will be once `finish` was called. */
  readonly add: (
    lines: SavedLines,
    prepared?: readonly Segment[],
  ) => Promise<readonly SegmentRef[]>;
  /** Where segments of an earlier save are now; undefined when one of them is gone. */
  readonly find: (segments: readonly SegmentRef[]) => readonly SegmentRef[] | undefined;
  /** Makes everything added durable. Writes nothing when all of it was stored before. */
  readonly finish: () => Promise<void>;
  /** Takes back what `finish` wrote, for a save that failed afterwards. */
  readonly discard: () => Promise<void>;
}

export interface SegmentReader {
  /** The lines of each segment, in order; undefined for one that is missing or damaged. */
  readonly read: (
    segments: readonly SegmentRef[],
  ) => AsyncGenerator<readonly string[] | undefined, void>;
  readonly close: () => Promise<void>;
}
