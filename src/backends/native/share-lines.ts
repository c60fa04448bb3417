/** What of a session's history could be read. */
export interface LineWish {
  readonly id: string;
  /** The first line that counts. */
  readonly first: number;
  /** The first line that is not known. */
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

/**
 * Shares a budget of lines out: whoever has little new is read in full, the others get equal shares
 * for their newest lines. One session that an earlier reading cut short, and that is calm now, is
 * read from its beginning, so that each has its turn.
 */
export function shareLines(wishes: readonly LineWish[], budgetLines: number): LineShares {
  const from = new Map<string, number>();
  let left = budgetLines;
  let among = wishes.length;
  for (const { id, newFrom, to } of wishes.toSorted((a, b) => newLines(a) - newLines(b))) {
    const lines = Math.min(to - newFrom, Math.floor(left / among));
    from.set(id, to - lines);
    left -= lines;
    among -= 1;
  }
  const isCut = ({ id, newFrom }: LineWish): boolean => (from.get(id) ?? newFrom) > newFrom;
  const [next] = wishes.filter((wish) => wish.hasGap && !isCut(wish));
  if (next !== undefined) from.set(next.id, next.first);
  const leavesLines = wishes.some((wish) => isCut(wish) || (wish.hasGap && wish !== next));
  return { from, leavesLines };
}

function newLines({ newFrom, to }: LineWish): number {
  return to - newFrom;
}
