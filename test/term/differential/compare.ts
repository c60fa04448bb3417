import type { Cell } from '../../../src/term/line.ts';
import type { Terminal } from '../../../src/term/terminal.ts';
import { linesOf } from '../screens.ts';

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

/**
 * The first logical line of history and main screen that two terminals differ in; undefined when they
 * are alike, or show their alternate screen. Blanks do not count if `withBlanks` is false.
 */
export function firstLineDifference(
  ours: Terminal,
  theirs: Terminal,
  withBlanks = true,
): string | undefined {
  if (ours.modes.alternateScreen) return undefined;
  const [a = [], b = []] = [ours, theirs].map((terminal) =>
    linesOf(terminal).map((line) => (withBlanks ? line : line.replaceAll(' ', ''))),
  );
  const numbers = Array.from({ length: Math.max(a.length, b.length) }, (_, line) => line);
  const at = numbers.find((line) => a[line] !== b[line]);
  if (at === undefined) return undefined;
  return `line ${at}: ours ${JSON.stringify(a[at])}, theirs ${JSON.stringify(b[at])}`;
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
