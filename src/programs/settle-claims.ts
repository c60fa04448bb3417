import type { Conversation } from '../model/checkpoint.ts';
import { keyOf, rankOf, weakened } from './see-agent.ts';

/**
 * A conversation may be open in two panes, but only one of them may resume it by itself: after
 * this at most one is known by more than a guess. It is the first of those that are surest; where
 * none is certain, none is.
 */
export function settleClaims(
  claims: ReadonlyMap<string, Conversation>,
): ReadonlyMap<string, Conversation> {
  const rivals = new Map<string, (readonly [string, Conversation])[]>();
  for (const claim of claims) {
    const key = keyOf(claim[1]);
    rivals.set(key, [...(rivals.get(key) ?? []), claim]);
  }
  return new Map(
    [...claims].map(([pane, conversation]) => {
      const others = rivals.get(keyOf(conversation)) ?? [];
      if (conversation.id === '' || others.length < 2) return [pane, conversation];
      if (ownerAmong(others) === pane) return [pane, conversation];
      return [pane, weakened(conversation, 'another pane claims it too')];
    }),
  );
}

function ownerAmong(claims: readonly (readonly [string, Conversation])[]): string | undefined {
  const [first] = claims.toSorted(([, a], [, b]) => rankOf(a.certainty) - rankOf(b.certainty));
  if (first === undefined) return undefined;
  const [pane, { certainty }] = first;
  return rankOf(certainty) <= rankOf('exact-view') ? pane : undefined;
}
