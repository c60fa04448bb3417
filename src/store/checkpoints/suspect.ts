import type { Checkpoint, CheckpointDraft, Problem } from '../../model/checkpoint.ts';
import { panesOf } from '../../model/layout-tree.ts';

/** More lost panes than this share of the last good checkpoint is not believed. */
const BELIEVABLE_LOSS = 0.4;

/** The problem that `markShrunken` adds to a checkpoint. */
export const WORKSPACE_SHRUNK = 'WORKSPACE_SHRUNK';

type Suspicion = Checkpoint['quality']['suspect'][number];

/** The doubts that keep a checkpoint from becoming last-good. A stale host keeps what it had. */
export function doubts(quality: Checkpoint['quality']): readonly Suspicion[] {
  return quality.suspect.filter((mark) => mark !== 'stale-host');
}

/** How many panes of `lastGood` are gone though nobody closed them; undefined when few are. */
export function unexplainedLoss(
  draft: CheckpointDraft,
  lastGood: Checkpoint,
): { readonly lost: number; readonly total: number } | undefined {
  const closed = new Set(
    draft.closed
      .filter(({ reason }) => reason === 'user' || reason === 'exited')
      .flatMap(({ id }) => [id, ...panesWithin(id, lastGood)]),
  );
  const panes = Object.keys(lastGood.panes);
  const lost = panes.filter((id) => !(id in draft.panes) && !closed.has(id)).length;
  return lost > panes.length * BELIEVABLE_LOSS ? { lost, total: panes.length } : undefined;
}

/** Marks the draft of checkpoint `id`, and says in its problems how to take it all the same. */
export function markShrunken(
  draft: CheckpointDraft,
  loss: { readonly lost: number; readonly total: number },
  id: string,
): CheckpointDraft {
  const notice: Problem = {
    code: WORKSPACE_SHRUNK,
    message: `${loss.lost} of ${loss.total} panes are gone since the last good checkpoint; that one stays the one to restore`,
    fix: `Run "stet restore ${id}" to restore this one, or "stet save --accept" to make it the good one`,
  };
  const { quality } = draft;
  const suspect = [...new Set([...quality.suspect, 'shrink' as const])];
  return { ...draft, quality: { ...quality, suspect, problems: [...quality.problems, notice] } };
}

function panesWithin(id: string, { windows, tabs }: Checkpoint): readonly string[] {
  const inWindow = windows[id]?.tabs.map(({ tab }) => tab) ?? [];
  return [id, ...inWindow].flatMap((tab) =>
    tabs[tab] === undefined ? [] : panesOf(tabs[tab].layout),
  );
}
