import type { CapturedContents, KnownContents } from '../backends/backend.ts';
import type { Checkpoint, SegmentRef } from '../model/checkpoint.ts';
import { lineCount } from '../store/store.ts';
import type { PaneContents } from './numbered-contents.ts';

/** What of a pane is stored already and will never change. */
interface Settled extends KnownContents {
  readonly segments: readonly SegmentRef[];
}

/**
 * Remembers, from one save to the next of the same process, which lines of a pane are stored and
 * cannot change, so that a save costs what is new. Forgetting is never wrong, only slower.
 */
export class SettledContents {
  readonly #panes: Map<string, Settled>;

  constructor(panes: Iterable<readonly [string, Settled]> = []) {
    this.#panes = new Map(panes);
  }

  /** As it is now, for one save: another one may be done before that ends. */
  copy(): SettledContents {
    return new SettledContents(this.#panes);
  }

  known(pane: string): KnownContents | undefined {
    return this.#panes.get(pane);
  }

  /** The stored segments that stand directly above what was captured; none when it is whole. */
  above(pane: string, { numbering }: CapturedContents): readonly SegmentRef[] {
    const settled = this.#panes.get(pane);
    if (numbering === undefined || settled?.run !== numbering.run) return [];
    return settled.to === numbering.first ? settled.segments : [];
  }

  /** Takes note of what a save stored, or of what a restore brought back. */
  remember(
    checkpoint: Pick<Checkpoint, 'panes'>,
    contents: ReadonlyMap<string, PaneContents>,
  ): void {
    for (const [id, { above = [], numbering }] of contents) {
      const stored = checkpoint.panes[id]?.scrollback;
      if (stored === undefined || numbering === undefined) continue;
      const first = numbering.first - lineCount(above);
      this.#panes.set(id, settledPart({ ...numbering, first }, stored.segments));
    }
  }

  clear(): void {
    this.#panes.clear();
  }
}

/** The last segment ends where the capture ended, not where the lines would be cut again. */
function settledPart(
  { run, first, settledTo }: { run: string; first: number; settledTo: number },
  segments: readonly SegmentRef[],
): Settled {
  const kept: SegmentRef[] = [];
  let to = first;
  for (const segment of segments.slice(0, -1)) {
    if (to + segment.lines > settledTo) break;
    kept.push(segment);
    to += segment.lines;
  }
  return { run, first, to, seenTo: settledTo, segments: kept };
}
