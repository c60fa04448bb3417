import { expect, test } from 'vitest';
import { OlderLines } from '../../src/term/older-lines.ts';
import { openTerminal, restoreTerminal } from '../../src/term/open-terminal.ts';
import type { Terminal } from '../../src/term/terminal.ts';

const encoder = new TextEncoder();
const size = { columns: 20, rows: 5 };

const lines = Array.from({ length: 4_000 }, (_, number) => {
  const mark = number % 50 === 0 ? '\u001B]133;A\u001B\\' : '';
  return `${mark}\u001B[3${number % 8}mline ${number}\u001B[0m ${'漢 long '.repeat(number % 7)}`;
});

function asOutput(part: readonly string[]): Uint8Array {
  return encoder.encode(part.map((line) => `${line}\r\n`).join(''));
}

function withOlder(older: readonly string[], terminal: Terminal): Terminal {
  const above = new OlderLines(size.columns);
  for (const line of older) above.write(asOutput([line]));
  above.putAbove(terminal);
  return terminal;
}

function everythingIn({ history, marks }: Terminal): unknown {
  const { firstLine, nextLine, isOpen } = history;
  return { firstLine, nextLine, isOpen, marks, lines: history.lines(firstLine, nextLine) };
}

test('a terminal that gets its older lines later is as one that had them from the beginning', () => {
  const whole = openTerminal({ size });
  whole.write(asOutput(lines));
  const late = openTerminal({ size, firstLine: 3_900 });
  late.write(asOutput(lines.slice(3_900)));
  expect(everythingIn(withOlder(lines.slice(0, 3_900), late))).toEqual(everythingIn(whole));
  const saved = late.save();
  expect(everythingIn(restoreTerminal(saved ?? new Uint8Array(), {}))).toEqual(everythingIn(whole));
});

test('what was written meanwhile stays below them, sealed pages too', () => {
  const late = openTerminal({ size, firstLine: 100 });
  late.write(asOutput(lines.slice(100)));
  const whole = openTerminal({ size });
  whole.write(asOutput(lines));
  expect(everythingIn(withOlder(lines.slice(0, 100), late))).toEqual(everythingIn(whole));
});

test('lines above the limits are let go, the oldest first', () => {
  const late = openTerminal({ size, firstLine: 3_900, historyLines: 1_000 });
  late.write(asOutput(lines.slice(3_900)));
  const { firstLine, nextLine } = withOlder(lines.slice(0, 3_900), late).history;
  expect(nextLine - firstLine).toBeGreaterThanOrEqual(1_000);
  expect(firstLine).toBeGreaterThan(0);
});

test('older lines that do anything but scroll end where the others begin', () => {
  const late = openTerminal({ size, firstLine: 3 });
  late.write(asOutput(['a', 'b']));
  withOlder(['\u001B[3J\u001B[?1049h', 'x\u001B[A\n\n\n\n\n\n', 'y'], late);
  const { history } = late;
  expect(history.firstLine).toBeGreaterThanOrEqual(0);
  expect(history.nextLine).toBe(3);
});
