import { createHash } from 'node:crypto';
import { type Side, type Tally, tally } from '../model/compare.ts';
import { type Comparable, factsOf } from '../model/facts.ts';

/** Lines of panes, by pane id. */
export type Contents = ReadonlyMap<string, readonly string[]>;

/**
 * Counts what of `saved` is there again in `found`. Contents count as kept when the pane starts
 * with the saved lines; what its program has printed since is nobody's loss.
 */
export function fidelityOf(
  saved: { readonly arrangement: Comparable; readonly contents: Contents },
  found: { readonly arrangement: Comparable; readonly contents: Contents },
): Tally {
  return tally(
    sideOf(saved.arrangement, saved.contents, saved.contents),
    sideOf(asFarAs(saved.arrangement, found.arrangement), found.contents, saved.contents),
  );
}

/** Windows without the tabs that only one side knows: those are nobody's loss. */
function asFarAs(saved: Comparable, found: Comparable): Comparable {
  const isKnown = (tab: string): boolean => tab in saved.tabs;
  const windows = Object.entries(found.windows).map(([id, window]) => {
    const { tabs, tabHistory } = window;
    const known = tabs.filter(({ tab }) => isKnown(tab));
    return [id, { ...window, tabs: known, tabHistory: tabHistory.filter(isKnown) }] as const;
  });
  return { ...found, windows: Object.fromEntries(windows) };
}

/** The facts of one side, contents cut to the length of those they are compared with. */
export function sideOf(arrangement: Comparable, contents: Contents, measure: Contents): Side {
  const contentsOf = (pane: string): string | undefined => {
    const [lines, wanted] = [contents.get(pane), measure.get(pane)];
    return lines === undefined || wanted === undefined
      ? undefined
      : hashOf(lines.slice(0, wanted.length));
  };
  return { arrangement, facts: factsOf(arrangement, contentsOf) };
}

function hashOf(lines: readonly string[]): string {
  return `${lines.length} lines, ${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)}`;
}
