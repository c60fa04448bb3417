import { expect, test } from 'vitest';
import { restoreTerminal } from '../../src/term/open-terminal.ts';
import type { Terminal } from '../../src/term/terminal.ts';
import { firstDifference } from './differential/compare.ts';
import { Random } from './differential/random.ts';
import { randomSequence } from './differential/sequences.ts';
import { linesOf, open } from './screens.ts';

const encoder = new TextEncoder();
const empty = new Uint8Array();
/** Beginnings of sequences and of characters. */
const pieces = [
  0x1b, 0x5b, 0x5d, 0x50, 0x5c, 0x3b, 0x31, 0x6d, 0xc2, 0x9b, 0x9c, 0xe6, 0xbc, 0xa2, 0xf0, 0x9f,
];

function randomOutput(seed: number, count: number): Uint8Array {
  const random = new Random(seed);
  return encoder.encode(Array.from({ length: count }, () => randomSequence(random)).join(''));
}

test('a terminal that was saved and restored at any byte goes on as if nothing had happened', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const output = randomOutput(seed, 200);
    const { terminal } = open({ size: { columns: 17, rows: 6 } });
    const random = new Random(seed);
    let resumed: Terminal = open({ size: { columns: 17, rows: 6 } }).terminal;
    for (let at = 0; at < output.length;) {
      const next = Math.min(output.length, at + 1 + random.below(40));
      terminal.write(output.subarray(at, next));
      resumed.write(output.subarray(at, next));
      const saved = resumed.save();
      resumed = restored(saved);
      expect(Buffer.compare(resumed.save() ?? empty, saved ?? empty)).toBe(0);
      at = next;
    }
    expect(firstDifference(resumed, terminal), `seed ${seed}`).toBeUndefined();
    expect(linesOf(resumed)).toEqual(linesOf(terminal));
    expect(resumed.modes).toEqual(terminal.modes);
  }
});

test('bytes of any kind leave the same state however they are split', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    const bytes = Uint8Array.from({ length: 600 }, () =>
      random.isOneIn(2) ? (pieces[random.below(pieces.length)] ?? 0) : random.below(256),
    );
    const whole = open().terminal;
    const split = open().terminal;
    whole.write(bytes);
    for (let at = 0; at < bytes.length;) {
      const size = 1 + random.below(4);
      split.write(bytes.subarray(at, at + size));
      at += size;
    }
    expect(Buffer.compare(split.save(), whole.save()), `seed ${seed}`).toBe(0);
  }
});

test('titles, directory, marks, colours, keyboard flags and stacks come back', () => {
  const { terminal, write } = open();
  write('\u001B]0;one\u0007\u001B[22t\u001B]2;two\u0007\u001B]7;file://host/a%20b\u0007');
  write(
    '\u001B]133;A\u0007$ \u001B]1337;SetMark\u0007\u001B]133;D;3\u0007\u001B]11;#102030\u0007\u001B[>5u\u001B[4 q\u001B[?2004s',
  );
  const other = restored(terminal.save());
  expect(other.title).toBe('two');
  expect(other.directory).toEqual({ host: 'host', path: '/a b' });
  expect(other.marks).toEqual(terminal.marks);
  expect(other.modes).toEqual(terminal.modes);
  expect(other.cursor).toEqual(terminal.cursor);
  other.write(encoder.encode('\u001B[23t'));
  expect(other.title).toBe('one');
});

test('the history comes along, and without sealed pages only its open page does', () => {
  const { terminal, write } = open();
  for (let line = 0; line < 20_000; line += 1) write(`line ${line}\r\n`);
  expect(linesOf(restored(terminal.save()))).toEqual(linesOf(terminal));
  const small = restored(terminal.save({ sealedPages: false }));
  expect(small.history.nextLine).toBe(terminal.history.nextLine);
  expect(small.history.firstLine).toBeGreaterThan(10_000);
  expect(small.history.line(19_990)).toEqual(terminal.history.line(19_990));
});

test('bytes that are no saved terminal, or only a part of one, are refused', () => {
  const { terminal, write } = open();
  write('hello \u001B[1mworld');
  const saved = terminal.save();
  for (let size = 0; size < saved.length; size += 1) {
    expect(() => restored(saved.subarray(0, size))).toThrow('Cannot read the saved terminal');
  }
});

test('a saved terminal with flipped bits never crashes in another way', () => {
  const { terminal, write } = open();
  write('hello \u001B[1mworld 漢字 e\u0301\r\n\u001B]8;;http://a\u0007link');
  const saved = terminal.save();
  const random = new Random(5);
  for (let round = 0; round < 3000; round += 1) {
    const damaged = saved.slice();
    damaged[random.below(damaged.length)] = random.below(256);
    expect(outcomeOf(damaged)).toMatch(/^(?:read|Cannot read the saved terminal)/);
  }
});

function restored(bytes: Uint8Array | undefined): Terminal {
  return restoreTerminal(bytes ?? new Uint8Array(), {});
}

function outcomeOf(bytes: Uint8Array): string {
  try {
    const terminal = restored(bytes);
    terminal.write(encoder.encode('\u001B[H\u001B[J x \u001B[5;5Hy\r\n\n\n\n\n\n'));
    linesOf(terminal);
    terminal.resize({ columns: 9, rows: 4 });
    return 'read';
  } catch (failure) {
    return failure instanceof Error ? failure.message : 'no error';
  }
}
