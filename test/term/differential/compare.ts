import type { Cell } from '../../../src/term/line.ts';
import type { Terminal } from '../../../src/term/terminal.ts';

/** The first thing that two screens differ in, in words; undefined when they are alike. */
export function firstDifference(ours: Terminal, theirs: Terminal): string | undefined {
  const { columns, rows } = ours.size;
  for (let y = 0; y < rows; y += 1) {
    if (JSON.stringify(ours.line(y).runs) === JSON.stringify(theirs.line(y).runs)) continue;
    for (let x = 0; x < columns; x += 1) {
      const [a, b] = [shown(ours.cell(x, y)), shown(theirs.cell(x, y))];
      if (a !== b) return `cell ${x},${y}: ours ${a}, theirs ${b}`;
    }
  }
  const [a, b] = [place(ours), place(theirs)];
  return a === b ? undefined : `cursor: ours ${a}, theirs ${b}`;
}

function shown({ text, width, style }: Cell): string {
  const named = Object.entries(style).filter(
    ([name, value]) =>
      isNotable(value) && (name !== 'underlineColor' || style.underline !== 'none'),
  );
  const link = style.link !== undefined;
  return JSON.stringify([text === ' ' ? '' : text, width, { ...Object.fromEntries(named), link }]);
}

function isNotable(value: unknown): boolean {
  if (value === false || value === undefined || value === 'none') return false;
  return JSON.stringify(value) !== '{"kind":"default"}';
}

function place({ cursor, modes }: Terminal): string {
  const pendingWrap = cursor.pendingWrap && modes.autoWrap;
  return JSON.stringify([cursor.x, cursor.y, pendingWrap, cursor.visible]);
}
