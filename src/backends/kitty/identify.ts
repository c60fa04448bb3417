import { createHash } from 'node:crypto';
import type { ProcessEpoch } from '../../os/epoch.ts';
import type { KittyFacts } from './kitty-facts.ts';

/** The stable ids of everything in one kitty, by kitty's own ids. */
export interface Identities {
  readonly windows: ReadonlyMap<number, string>;
  readonly tabs: ReadonlyMap<number, string>;
  readonly panes: ReadonlyMap<number, string>;
}

/**
 * The id that a restore left on an object, else one made of the instance's epoch and kitty's own
 * id, which kitty never uses twice: so nothing has to be written into kitty to know it again. An
 * id that stands twice belongs to the first.
 */
export function identify({ windows }: KittyFacts, epoch: ProcessEpoch): Identities {
  const tabs = windows.flatMap((window) => window.tabs);
  return {
    windows: assign('w', windows, epoch),
    tabs: assign('t', tabs, epoch),
    panes: assign(
      'p',
      tabs.flatMap(({ panes }) => panes),
      epoch,
    ),
  };
}

function assign(
  level: 'w' | 't' | 'p',
  objects: readonly { readonly id: number; readonly mark: string | null }[],
  epoch: ProcessEpoch,
): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const { id, mark } of objects) {
    const isMarked = mark !== null && MARK.test(mark) && mark.startsWith(level) && !taken.has(mark);
    const own = isMarked ? mark : derivedId(level, id, epoch);
    taken.add(own);
    ids.set(id, own);
  }
  return ids;
}

const MARK = /^[wtp]_[0-9a-z]{10,32}$/;

function derivedId(
  level: 'w' | 't' | 'p',
  id: number,
  { bootId, pid, startTime }: ProcessEpoch,
): string {
  const hash = createHash('sha256').update(`${bootId} ${pid} ${startTime} ${level} ${id}`);
  return `${level}_${hash.digest('hex').slice(0, 16)}`;
}
