import type { PaneRect } from '../layout-node.ts';

/** How an area is to be cut: not at all, or into parts with weights, which are cut the other way. */
export interface Shape {
  readonly parts: readonly { readonly weight: number; readonly shape: Shape }[];
}

/** An area of whole cells, cut straight through again and again, as tmux cuts a window. */
export type CarvedArea = {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
} & (
  | { readonly type: 'pane'; readonly number: number }
  | { readonly type: 'row' | 'column'; readonly cells: readonly CarvedArea[] }
);

type Area = Pick<CarvedArea, 'x' | 'y' | 'w' | 'h'>;

/** Cuts an area with lines one cell wide; what is too small to be cut stays a pane. */
export function carve(shape: Shape, area: Area, axis: 'row' | 'column' = 'row'): CarvedArea {
  let panes = 0;
  const visit = (own: Shape, slot: Area, along: 'row' | 'column'): CarvedArea => {
    const length = along === 'row' ? slot.w : slot.h;
    const room = length - (own.parts.length - 1);
    if (own.parts.length < 2 || room < own.parts.length) {
      panes += 1;
      return { ...slot, type: 'pane', number: panes - 1 };
    }
    let offset = along === 'row' ? slot.x : slot.y;
    const cells = shares(own, room).map((cell, index) => {
      const part =
        along === 'row' ? { ...slot, x: offset, w: cell } : { ...slot, y: offset, h: cell };
      offset += cell + 1;
      const inner = own.parts[index]?.shape ?? { parts: [] };
      return visit(inner, part, along === 'row' ? 'column' : 'row');
    });
    return { ...slot, type: along, cells };
  };
  return visit(shape, area, axis);
}

/** The rectangles of all panes, each called by its number, in reading order. */
export function rectanglesIn(area: CarvedArea): readonly PaneRect[] {
  if (area.type !== 'pane') return area.cells.flatMap(rectanglesIn);
  const { x, y, w, h, number } = area;
  return [{ pane: `pane ${number}`, x, y, w, h }];
}

/** At least one cell each, the rest by weight. */
function shares({ parts }: Shape, room: number): readonly number[] {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const spare = room - parts.length;
  const cells = parts.map(({ weight }) => 1 + Math.floor((spare * weight) / total));
  const rest = room - cells.reduce((sum, cell) => sum + cell, 0);
  return cells.map((cell, index) => (index === 0 ? cell + rest : cell));
}
