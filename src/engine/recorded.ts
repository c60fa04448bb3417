import { createHash } from 'node:crypto';
import type { CheckpointDraft } from '../model/checkpoint.ts';
import type { PaneContents } from './numbered-contents.ts';

/** What a save is about to say. */
interface Said {
  readonly draft: CheckpointDraft;
  readonly contents: ReadonlyMap<string, PaneContents>;
}

/** With more lines than this something has changed, and to find that out costs more than to save. */
const MOST_LINES = 5_000;

/**
 * Remembers what the saves of this process recorded, so that one that would say the same touches
 * no file at all, not even the store's lock. Forgetting is never wrong, only slower.
 */
export class Recorded {
  readonly #prints = new Map<string, Set<string>>();

  /** Whether a save of this was recorded as that checkpoint. */
  has(said: Said, checkpoint: string): boolean {
    const prints = this.#prints.get(checkpoint);
    if (prints === undefined) return false;
    const print = printOf(said);
    return print !== LARGE && prints.has(print);
  }

  remember(said: Said, checkpoint: string): void {
    const prints = this.#prints.get(checkpoint) ?? new Set();
    this.#prints.clear();
    this.#prints.set(checkpoint, prints.add(printOf(said)));
  }
}

const LARGE = '';

/** Equal for saves that would say the same; `LARGE` tells nothing. */
function printOf({ draft, contents }: Said): string {
  const lines = [...contents.values()].reduce((sum, pane) => sum + pane.lines.length, 0);
  if (lines > MOST_LINES) return LARGE;
  const panes = [...contents].map(([id, pane]) => [
    id,
    [pane.above, [...pane.lines], pane.mode, pane.dropped],
  ]);
  const { workspace, hosts, windows, tabs, quality, recording } = draft;
  const all = [workspace, hosts, windows, tabs, draft.panes, quality, recording, panes];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
