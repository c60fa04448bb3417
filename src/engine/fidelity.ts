import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Side, type Tally, tally } from '../model/compare.ts';
import { type Comparable, factsOf } from '../model/facts.ts';

/** Lines of panes, by pane id. */
export type Contents = ReadonlyMap<string, readonly string[]>;

/**
 * Counts what of `saved` is there again in `found`. Contents count as kept when the pane starts
 * with the saved lines; what its program has printed since is nobody's loss.
 */
export async function fidelityOf(
  saved: { readonly arrangement: Comparable; readonly contents: Contents },
  found: { readonly arrangement: Comparable; readonly contents: Contents },
): Promise<Tally> {
  const kept = await keptContents(saved.contents, found.contents);
  const there = asFarAs(saved.arrangement, found.arrangement);
  // What is kept needs no hash to be told apart by.
  const besides =
    (contentsOf: ContentsFact): ContentsFact =>
    (pane) =>
      kept.has(pane) ? 'kept' : contentsOf(pane);
  return tally(
    sideOf(saved.arrangement, besides(hashes(saved.contents, saved.contents))),
    sideOf(there, besides(hashes(found.contents, saved.contents))),
  );
}

/** The panes that start with the saved lines. One at a time: there may be very many lines. */
async function keptContents(saved: Contents, found: Contents): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const [id, wanted] of saved) {
    const lines = found.get(id);
    if (lines !== undefined && wanted.every((line, at) => line === lines[at])) kept.add(id);
    await breathe();
  }
  return kept;
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

/** What stands for the contents of a pane; undefined where nobody read them. */
export type ContentsFact = (pane: string) => string | undefined;

/** The facts of one side. */
export function sideOf(arrangement: Comparable, contentsOf: ContentsFact): Side {
  return { arrangement, facts: factsOf(arrangement, contentsOf) };
}

/** Contents by their hashes, cut to the length of those that they are compared with. */
export function hashes(contents: Contents, measure: Contents): ContentsFact {
  return (pane) => {
    const [lines, wanted] = [contents.get(pane), measure.get(pane)];
    return lines === undefined || wanted === undefined
      ? undefined
      : hashOf(lines.slice(0, wanted.length));
  };
}

function hashOf(lines: readonly string[]): string {
  return `${lines.length} lines, ${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)}`;
}
