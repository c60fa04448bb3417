import type { LayoutNode } from '../../model/layout-node.ts';

/**
 * tmux's layout strings (layout-custom.c): `checksum,WxH,X,Y` followed by `,pane` for a pane,
 * `{…}` for cells side by side and `[…]` for cells one above the other.
 */
export type LayoutCell = {
  readonly w: number;
  readonly h: number;
  readonly x: number;
  readonly y: number;
} & (
  | { readonly type: 'pane'; readonly number: number }
  | {
      readonly type: 'row' | 'column';
      readonly cells: readonly LayoutCell[];
    }
);

/** Reads a layout string; undefined when it is not one, or holds floating panes (tmux 3.7). */
export function parseLayout(layout: string): LayoutCell | undefined {
  const body = /^[0-9a-f]{4},(.+)$/s.exec(layout)?.[1];
  if (body === undefined) return undefined;
  const reader = { text: body, at: 0 };
  const cell = readCell(reader);
  return reader.at === body.length ? cell : undefined;
}

/** Writes a layout string that select-layout accepts, checksum included. */
export function printLayout(cell: LayoutCell): string {
  const body = printCell(cell);
  return `${checksum(body).toString(16).padStart(4, '0')},${body}`;
}

/** The panes of a layout in tmux's order. */
export function paneNumbers(cell: LayoutCell): readonly number[] {
  return cell.type === 'pane' ? [cell.number] : cell.cells.flatMap(paneNumbers);
}

/** The same layout as a tree of shares, for anyone who does not speak tmux. */
export function layoutTree(cell: LayoutCell, idOf: (pane: number) => string): LayoutNode {
  if (cell.type === 'pane') return { type: 'leaf', pane: idOf(cell.number) };
  const lengths = cell.cells.map(({ w, h }) => (cell.type === 'row' ? w : h));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return {
    type: 'split',
    axis: cell.type,
    sizes: lengths.map((length) => length / total),
    children: cell.cells.map((child) => layoutTree(child, idOf)),
  };
}

interface Reader {
  readonly text: string;
  at: number;
}

const GEOMETRY = /(\d{1,5})x(\d{1,5}),(\d{1,5}),(\d{1,5})/y;
const PANE = /,(\d{1,10})/y;

function readCell(reader: Reader): LayoutCell | undefined {
  const geometry = match(GEOMETRY, reader);
  if (geometry === undefined) return undefined;
  const [w = 0, h = 0, x = 0, y = 0] = geometry;
  const opening = reader.text[reader.at];
  if (opening === '{' || opening === '[') {
    const cells = readCells(reader, opening === '{' ? '}' : ']');
    return cells && { w, h, x, y, type: opening === '{' ? 'row' : 'column', cells };
  }
  const pane = match(PANE, reader);
  return pane?.[0] === undefined ? undefined : { w, h, x, y, type: 'pane', number: pane[0] };
}

function readCells(reader: Reader, closing: string): readonly LayoutCell[] | undefined {
  const cells: LayoutCell[] = [];
  do {
    reader.at += 1;
    const cell = readCell(reader);
    if (cell === undefined) return undefined;
    cells.push(cell);
  } while (reader.text[reader.at] === ',');
  if (reader.text[reader.at] !== closing || cells.length < 2) return undefined;
  reader.at += 1;
  return cells;
}

function match(pattern: RegExp, reader: Reader): readonly number[] | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) return undefined;
  reader.at = pattern.lastIndex;
  return found.slice(1).map(Number);
}

function printCell(cell: LayoutCell): string {
  const geometry = `${cell.w}x${cell.h},${cell.x},${cell.y}`;
  if (cell.type === 'pane') return `${geometry},${cell.number}`;
  const inner = cell.cells.map(printCell).join(',');
  return cell.type === 'row' ? `${geometry}{${inner}}` : `${geometry}[${inner}]`;
}

/** layout_checksum() of tmux: a 16-bit rotate and add. */
function checksum(body: string): number {
  let sum = 0;
  for (const character of body) {
    sum = ((sum >> 1) + ((sum & 1) << 15) + character.charCodeAt(0)) & 0xffff;
  }
  return sum;
}
