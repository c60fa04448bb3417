import { expect, test } from 'vitest';
import { Random } from './differential/random.ts';
import { linesOf, open, rowsOf } from './screens.ts';

const prose = Array.from(
  { length: 30 },
  (_, at) => `${at}: ${'the quick brown 漢字 fox e\u0301 '.repeat(at % 4)}end`,
);

test('a narrower screen wraps its lines anew and keeps the cursor at its character', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 4 } });
  write('hello world\r\nab');
  terminal.resize({ columns: 6, rows: 4 });
  expect(rowsOf(terminal)).toEqual(['hello ', 'world', 'ab']);
  expect(terminal.cursor).toMatchObject({ x: 2, y: 2 });
  terminal.resize({ columns: 20, rows: 4 });
  expect(rowsOf(terminal)).toEqual(['hello world', 'ab']);
});

test('a wide character that no longer fits goes to the next row and comes back', () => {
  const { terminal, write } = open({ size: { columns: 6, rows: 3 } });
  write('abcd漢');
  terminal.resize({ columns: 5, rows: 3 });
  expect(rowsOf(terminal)).toEqual(['abcd', '漢']);
  terminal.resize({ columns: 6, rows: 3 });
  expect(rowsOf(terminal)).toEqual(['abcd漢']);
});

test('rows that no longer fit become history, and come back when there is room', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 4 } });
  write('1\r\n2\r\n3\r\n4');
  terminal.resize({ columns: 10, rows: 2 });
  expect(rowsOf(terminal)).toEqual(['3', '4']);
  expect(terminal.history.nextLine).toBe(2);
  terminal.resize({ columns: 10, rows: 4 });
  expect(rowsOf(terminal)).toEqual(['1', '2', '3', '4']);
  expect(terminal.history.nextLine).toBe(0);
  expect(terminal.cursor).toMatchObject({ x: 1, y: 3 });
});

test('rows below the cursor are kept when the screen gets too small for them', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 4 } });
  write('1\r\n2\r\n3\r\n4\u001B[1;1H');
  terminal.resize({ columns: 10, rows: 2 });
  expect(rowsOf(terminal)).toEqual(['1', '2']);
  terminal.resize({ columns: 10, rows: 4 });
  expect(rowsOf(terminal)).toEqual(['1', '2', '3', '4']);
});

test('a line that began in the history is put together again', () => {
  const { terminal, write } = open({ size: { columns: 4, rows: 2 } });
  write('abcdefghijklmnop');
  expect(terminal.history.isOpen).toBe(true);
  terminal.resize({ columns: 16, rows: 2 });
  expect(rowsOf(terminal)).toEqual(['abcdefghijklmnop']);
  expect(terminal.history.nextLine).toBe(0);
});

test('the alternate screen is cut and not wrapped', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 3 } });
  write('main text!\u001B[?1049h\u001B[Halternate');
  terminal.resize({ columns: 5, rows: 3 });
  expect(rowsOf(terminal)).toEqual(['alter']);
  write('\u001B[?1049l');
  expect(rowsOf(terminal)).toEqual(['main', 'text!'].map((row, at) => (at === 0 ? 'main ' : row)));
});

test('any number of resizes there and back loses no text', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = new Random(seed);
    const { terminal, write } = open({ size: { columns: 40, rows: 10 } });
    write(prose.slice(0, 3 + random.below(27)).join('\r\n'));
    if (random.isOneIn(3)) write(`\u001B[${1 + random.below(10)};1H`);
    const before = linesOf(terminal);
    for (let step = 0; step < 6; step += 1) {
      terminal.resize({ columns: 2 + random.below(90), rows: 1 + random.below(30) });
    }
    terminal.resize({ columns: 40, rows: 10 });
    terminal.resize({ columns: 90, rows: 200 });
    expect(linesOf(terminal), `seed ${seed}`).toEqual(before);
  }
});

test('a resize to the same size changes nothing', () => {
  const { terminal, write } = open();
  write('text\u001B[2;4r\u001B[3;3H');
  terminal.resize({ columns: 20, rows: 5 });
  write('\u001B[6n');
  expect(terminal.cursor).toMatchObject({ x: 2, y: 2 });
});

test('in mode 2048 a program is told about every resize', () => {
  const { terminal, replies, write } = open();
  write('\u001B[?2048h');
  terminal.resize({ columns: 30, rows: 7 });
  expect(replies).toEqual(['\u001B[48;5;20;100;200t', '\u001B[48;7;30;140;300t']);
});
