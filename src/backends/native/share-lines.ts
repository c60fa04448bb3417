/** What of a session's history could be read. */
export interface LineWish {
  readonly id: string;
  /** The first line that counts. */
  readonly first: number;
  /** The first line that is not known. */
  readonly from: number;
  /** The first line that nobody has read; those before it, from `from` on, are few, and may have changed. */
  readonly newFrom: number;
  /** The line after the last. */
  readonly to: number;
  /** Lines before the known ones were left out by an earlier reading. */
  readonly hasGap: boolean;
}

/** From which line on to read each session, and whether that leaves out lines that it should have. */
export interface LineShares {
  readonly from: ReadonlyMap<string, number>;
  readonly leavesLines: boolean;
}

export interface LineBudget {
  readonly budgetLines: number;
  /** Whether calm sessions are read from their beginning whatever the budget. Default: no. */
  readonly catchesUp?: boolean | undefined;
}

/** A session with more new lines than a shell's prompt or an answer is not calm. */
const CALM_LINES = 100;

/**
 * Shares a budget of lines out: whoever has little new is read in full, the others get equal shares
 * for their newest lines. Of the sessions that an earlier reading cut short the calmest is read from
 * its beginning in any case, so that each has its turn, and as many more as fit.
 */
export function shareLines(
  wishes: readonly LineWish[],
  { budgetLines, catchesUp = false }: LineBudget,
): LineShares {
  const from = new Map<string, number>();
  let left = budgetLines;
  let among = wishes.length;
  for (const wish of wishes.toSorted((a, b) => newLines(a) - newLines(b))) {
    const lines = Math.min(newLines(wish), Math.floor(left / among));
    from.set(wish.id, lines === newLines(wish) ? wish.from : wish.to - lines);
    left -= lines;
    among -= 1;
  }
  const isCut = (wish: LineWish): boolean => (from.get(wish.id) ?? wish.from) > wish.from;
  const filled = new Set<LineWish>();
  const calmestFirst = wishes
    .filter((own) => own.hasGap && !isCut(own))
    .toSorted((a, b) => newLines(a) - newLines(b) || olderLines(a) - olderLines(b));
  for (const wish of calmestFirst) {
    const isDue = filled.size === 0 || (catchesUp && newLines(wish) <= CALM_LINES);
    if (!isDue && olderLines(wish) > left) continue;
    from.set(wish.id, wish.first);
    left -= olderLines(wish);
    filled.add(wish);
  }
  const leavesLines = wishes.some((wish) => isCut(wish) || (wish.hasGap && !filled.has(wish)));
  return { from, leavesLines };
}

function newLines({ newFrom, to }: LineWish): number {
  return to - newFrom;
}

function olderLines({ first, from }: LineWish): number {
  return from - first;
}
