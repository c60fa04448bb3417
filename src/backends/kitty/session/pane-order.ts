import type { PairSide } from '../kitty-facts.ts';

/** How a line places its pane. */
export interface Placing {
  readonly isOverlay: boolean;
  readonly location: string | undefined;
  /** How much of the split the new pane takes, in percent. Default: half of it. */
  readonly bias: string | undefined;
}

/** The panes of a tab as its lines open them: each splits the one before it, or lies over it. */
export class PaneOrder {
  readonly groups: number[][] = [];
  pairs: PairSide = null;

  add(id: number, { isOverlay, location, bias }: Placing): void {
    const last = this.groups.at(-1);
    if (isOverlay && last !== undefined) {
      last.push(id);
      return;
    }
    this.groups.push([id]);
    const at = this.groups.length - 1;
    const share = Number(bias ?? 50) / 100;
    this.pairs = split(this.pairs, at, {
      horizontal: location !== 'hsplit',
      bias: share > 0 && share < 1 ? 1 - share : 0.5,
    });
  }
}

function split(
  side: PairSide,
  at: number,
  shape: { readonly horizontal: boolean; readonly bias: number },
): PairSide {
  if (side === null) return { horizontal: true, bias: 0.5, one: at, two: null };
  if (typeof side === 'number') return side === at - 1 ? { ...shape, one: side, two: at } : side;
  if (side.two === null) return { ...shape, one: side.one, two: at };
  return { ...side, one: split(side.one, at, shape), two: split(side.two, at, shape) };
}
