import type { Cell } from '../../../src/term/line.ts';
import type { Color } from '../../../src/term/style.ts';
import { wrapGap } from '../../../src/term/screen/row.ts';
import { encodeText } from '../../../src/base/lossless-text.ts';
import { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { kitty, libvterm } from './oracles.ts';
import type { Case, OracleCell, Shown } from './oracles.ts';
import { isKnownToBoth } from './others-exclusions.ts';
import { Random } from './random.ts';

/** So many outputs are shown to an oracle at a time. */
const BATCH = 5000;
const underlines = { none: 0, single: 1, double: 2, curly: 3, dotted: 4, dashed: 5 } as const;

/** Output after which kitty and libvterm agree with each other, but not with us. */
export interface Dissent {
  readonly columns: number;
  readonly rows: number;
  readonly sequences: readonly string[];
  readonly difference: string;
}

/** How many cases kitty and libvterm agreed on, and those of them where we differ. */
export interface Judgement {
  readonly agreed: number;
  readonly dissents: readonly Dissent[];
}

/** Draws what to write to one terminal. */
export type Draw = (random: Random) => readonly string[];

/** Drawn output, judged where kitty and libvterm show the same. */
export function judge(draw: Draw, firstSeed: number, count: number): Judgement {
  let agreed = 0;
  const dissents: Dissent[] = [];
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    const batch = Array.from({ length: size }, (_, index) => drawn(draw, firstSeed + at + index));
    const judged = judgeCases(batch.map(toCase));
    agreed += judged.agreed;
    for (const { at: index, difference: found } of judged.dissents) {
      const { columns, rows, sequences, hasGap: isUnsound } = batch[index] ?? nothing;
      const quoted = sequences.map((sequence) => JSON.stringify(sequence));
      if (!isUnsound) dissents.push({ columns, rows, sequences: quoted, difference: found });
    }
  }
  return { agreed, dissents };
}

/** On how many outputs kitty and libvterm agreed, and those of them, by number, where we differ. */
export function judgeCases(cases: readonly Case[]): {
  readonly agreed: number;
  readonly dissents: readonly { readonly at: number; readonly difference: string }[];
} {
  const one = kitty.show(cases);
  const other = libvterm.show(cases);
  const agreed = [...cases.entries()].flatMap(([at, each]) => {
    const [a, b] = [one[at], other[at]];
    return a && b && difference(a, b) === undefined ? [{ at, each, shown: a }] : [];
  });
  const dissents = agreed.flatMap(({ at, each, shown }) => {
    const found = difference(ours(each), shown);
    return found === undefined ? [] : [{ at, difference: found }];
  });
  return { agreed: agreed.length, dissents };
}

interface Drawn {
  readonly columns: number;
  readonly rows: number;
  readonly sequences: readonly string[];
  readonly hasGap: boolean;
}

const nothing: Drawn = { columns: 0, rows: 0, sequences: [], hasGap: false };

function drawn(draw: Draw, seed: number): Drawn {
  const random = new Random(seed);
  const columns = 4 + random.below(12);
  const rows = 2 + random.below(5);
  const terminal = new VtTerminal({ size: { columns, rows } });
  const sequences: string[] = [];
  for (const sequence of draw(random)) {
    const { x, y, pendingWrap } = terminal.cursor;
    const isInsideWide = terminal.cell(x, y).width === 0;
    if (!isKnownToBoth(sequence, { pendingWrap, isInsideWide })) continue;
    terminal.write(encodeText(sequence));
    sequences.push(sequence);
    if (hasGap(terminal)) break;
  }
  return { columns, rows, sequences, hasGap: hasGap(terminal) };
}

/** What a wide character leaves at the edge: we blank it, the others leave what was there. */
function hasGap({ vt, size }: VtTerminal): boolean {
  return Array.from({ length: size.rows }, (_, y) => vt.screen.grid.row(y)).some((row) =>
    row.codes.includes(wrapGap),
  );
}

function toCase({ columns, rows, sequences }: Drawn): Case {
  return { columns, rows, output: sequences.join('') };
}

function ours({ columns, rows, output }: Case): Shown {
  const terminal = new VtTerminal({ size: { columns, rows } });
  terminal.write(encodeText(output));
  const cells = Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (__, x) => oracleCell(terminal.cell(x, y))),
  );
  return { cells, cursor: [terminal.cursor.x, terminal.cursor.y] };
}

/** Only what both oracles know: no faint, blinking or overlined text, and one kind of curl. */
function oracleCell({ text, width, style }: Cell): OracleCell {
  const flags =
    (style.bold ? 'b' : '') +
    (style.italic ? 'i' : '') +
    (style.inverse ? 'r' : '') +
    (style.struck ? 's' : '');
  const shownText = text === ' ' ? '' : text;
  const { foreground, background, underline } = style;
  return [shownText, width, named(foreground), named(background), flags, underlines[underline]];
}

function named(color: Color): string {
  if (color.kind === 'default') return '-';
  if (color.kind === 'indexed') return `i${color.index}`;
  const value = (color.red << 16) | (color.green << 8) | color.blue;
  return `#${value.toString(16).padStart(6, '0')}`;
}

function difference(a: Shown, b: Shown): string | undefined {
  for (const [y, row] of a.cells.entries()) {
    for (const [x, cell] of row.entries()) {
      const [one, two] = [comparable(cell), comparable(b.cells[y]?.[x])];
      if (one !== two) return `cell ${x},${y}: ${one} and ${two}`;
    }
  }
  const [one, two] = [a.cursor.join(), b.cursor.join()];
  return one === two ? undefined : `cursor ${one} and ${two}`;
}

/** Of a blank only the background: the others erase with the whole rendition, we as xterm does. */
function comparable(cell: OracleCell | undefined): string {
  if (cell === undefined) return 'none';
  const [text, width, foreground, background, flags, underline] = cell;
  if (text === '') return `${width} ${background}`;
  const shared = flags.replace('d', '');
  return [text, width, foreground, background, shared, Math.min(underline, 3)].join(' ');
}
