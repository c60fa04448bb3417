import type { CheckpointDraft, Pane } from '../../model/checkpoint.ts';
import { isSameData } from '../../model/is-same-data.ts';
import { doubts } from './suspect.ts';

/** What a save says: all but when, by whom and after what it was made. */
type Said = Pick<CheckpointDraft, 'hosts' | 'windows' | 'tabs' | 'panes' | 'quality'>;

/**
 * Whether a save would say nothing new: the same arrangement and contents, and the same doubts. A
 * save without the doubts of the last one is new, because it can become last-good.
 */
export function isUnchanged(next: Said, parent: Said): boolean {
  return isSameData(substance(next), substance(parent));
}

function substance({ hosts, windows, tabs, panes, quality }: Said): object {
  return {
    hosts,
    windows,
    tabs,
    panes: Object.fromEntries(Object.entries(panes).map(withoutStamp)),
    doubts: doubts(quality).toSorted(),
  };
}

/** A host may stamp the same lines anew: a cursor that moved is nothing to save. */
function withoutStamp([id, pane]: readonly [string, Pane]): readonly [string, Pane] {
  if (pane.scrollback?.stamp === undefined) return [id, pane];
  const { stamp: _, ...scrollback } = pane.scrollback;
  return [id, { ...pane, scrollback }];
}
