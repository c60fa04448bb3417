import { StetError } from '../../base/errors.ts';
import type { CheckpointDraft, Pane, SegmentRef } from '../../model/checkpoint.ts';
import type { SavedLines } from '../../model/saved-lines.ts';
import type { Call } from '../../os/call.ts';
import type { Segment } from './segment.ts';
import type { SegmentWriter } from './segments.ts';

/** What was on a pane. */
export interface SavedContents {
  /** Segments of an earlier save that stand above `lines`, unchanged. Default: none. */
  readonly above?: readonly SegmentRef[];
  readonly lines: SavedLines;
  /** What lines that `lines` begins with were cut into. Default: nothing yet. */
  readonly prepared?: readonly Segment[];
  readonly mode: 'full' | 'recent';
  /** Older lines that the host had and the limit left out. */
  readonly dropped: number;
  /** As in the checkpoint. Default: none. */
  readonly stamp?: string;
}

/**
 * The draft with each pane of `contents` referring to its stored lines; others keep theirs.
 * @throws StetError STORE_CHANGED when segments to stand above are not there any more
 */
export async function storeContents(
  draft: CheckpointDraft,
  contents: ReadonlyMap<string, SavedContents>,
  { writer, call }: { writer: SegmentWriter; call: Call },
): Promise<CheckpointDraft> {
  const panes: Record<string, Pane> = {};
  const all = Object.entries(draft.panes);
  for (const [index, [id, pane]] of all.entries()) {
    call.progress('Storing scrollback', index, all.length);
    const saved = contents.get(id);
    panes[id] = saved === undefined ? pane : await withContents(pane, saved, writer);
    call.signal.throwIfAborted();
  }
  call.progress('Storing scrollback', all.length, all.length);
  return { ...draft, panes };
}

async function withContents(
  pane: Pane,
  saved: SavedContents,
  writer: SegmentWriter,
): Promise<Pane> {
  const { lines, prepared, mode, dropped, stamp } = saved;
  const above = writer.find(saved.above ?? []);
  if (above === undefined) {
    throw new StetError('STORE_CHANGED', 'Cannot add to saved output that was deleted meanwhile');
  }
  return {
    ...pane,
    scrollback: {
      format: 'stet-lines-1',
      mode,
      lines: lineCount(above) + lines.length,
      dropped,
      segments: [...above, ...(await writer.add(lines, prepared))],
      ...(stamp !== undefined && { stamp }),
    },
  };
}

/** How many lines segments hold together. */
export function lineCount(segments: readonly SegmentRef[]): number {
  return segments.reduce((sum, { lines }) => sum + lines, 0);
}
