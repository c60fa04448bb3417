import { canonicalJson } from '../../model/canonical-json.ts';
import type { Checkpoint, Pane } from '../../model/checkpoint.ts';
import { doubts } from './suspect.ts';

/**
 * Whether a save would say nothing new: the same arrangement and contents, and the same doubts. A
 * save without the doubts of the last one is new, because it can become last-good.
 */
export function isUnchanged(next: Checkpoint, parent: Checkpoint): boolean {
  return substance(next) === substance(parent);
}

function substance({ hosts, windows, tabs, panes, quality }: Checkpoint): string {
  return canonicalJson({
    hosts,
    windows,
    tabs,
    panes: Object.fromEntries(Object.entries(panes).map(withoutStamp)),
    doubts: doubts(quality).toSorted(),
  });
}

/** A host may stamp the same lines anew: a cursor that moved is nothing to save. */
function withoutStamp([id, pane]: readonly [string, Pane]): readonly [string, Pane] {
  if (pane.scrollback === undefined) return [id, pane];
  const { stamp: _, ...scrollback } = pane.scrollback;
  return [id, { ...pane, scrollback }];
}
