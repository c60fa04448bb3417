import { certainties, type Checkpoint, type Pane } from './checkpoint.ts';
import { panesOf } from './layout-tree.ts';

type Shown = Pick<Checkpoint, 'hosts' | 'windows' | 'tabs' | 'panes'>;

/** Why a pane offers a conversation that it would otherwise resume. */
const REASON = 'its conversation is open in another pane';

/**
 * The panes that would resume a conversation by themselves though another one does: two programs
 * that go on with one conversation at once spoil it. Who has it is not among them: a pane of a
 * host that answered, then the surest, then the first in reading order.
 */
export function panesWithoutTheirs(shown: Shown): readonly string[] {
  const claims = inReadingOrder(shown).flatMap((id) => {
    const key = keyOfResumed(shown.panes[id]);
    return key === undefined ? [] : [{ id, key, rank: rankOf(shown, id) }];
  });
  const owners = new Map<string, string>();
  for (const { id, key } of claims.toSorted((a, b) => a.rank - b.rank)) {
    if (!owners.has(key)) owners.set(key, id);
  }
  return claims.filter(({ id, key }) => owners.get(key) !== id).map(({ id }) => id);
}

/** The same panes with each conversation resumed by one of them at most; the others offer it. */
export function withOneOwner(shown: Shown): Checkpoint['panes'] {
  const without = new Set(panesWithoutTheirs(shown));
  if (without.size === 0) return shown.panes;
  return Object.fromEntries(
    Object.entries(shown.panes).map(([id, pane]) => [id, without.has(id) ? offering(pane) : pane]),
  );
}

function offering(pane: Pane): Pane {
  return { ...pane, restore: { ...pane.restore, policy: 'prompt', rule: REASON } };
}

/** The conversation that a pane would resume by itself; undefined when it would not. */
function keyOfResumed(pane: Pane | undefined): string | undefined {
  const { id = '', agent = '' } = pane?.conversation ?? {};
  const isResumed = id !== '' && pane?.restore.policy === 'run' && pane.attach === undefined;
  return isResumed ? JSON.stringify([agent, id]) : undefined;
}

function rankOf({ hosts, windows, tabs, panes }: Shown, pane: string): number {
  const home = Object.values(windows).find((window) =>
    window.tabs.some(
      ({ tab }) => tabs[tab] !== undefined && panesOf(tabs[tab].layout).includes(pane),
    ),
  );
  const isStale = hosts[home?.host ?? '']?.status === 'stale';
  const certainty = panes[pane]?.conversation?.certainty ?? 'guess';
  return (isStale ? certainties.length : 0) + certainties.indexOf(certainty);
}

function inReadingOrder({ windows, tabs, panes }: Shown): readonly string[] {
  const placed = Object.values(windows).flatMap((window) =>
    window.tabs.flatMap(({ tab }) => (tabs[tab] === undefined ? [] : panesOf(tabs[tab].layout))),
  );
  return [...new Set([...placed, ...Object.keys(panes)])];
}
