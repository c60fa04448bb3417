import { expect, test } from 'vitest';
import { parseKeys } from '../term/parse-keys.ts';
import { TypedLines } from './core/typed-lines.ts';

const place = { line: 3, offset: 2 };

test('a line is what was typed up to Enter, with what was taken back left out', () => {
  const typed = new TypedLines();
  typed.typed('echX', place);
  typed.pressed(parseKeys('Backspace')[0]!, place);
  typed.typed('o hi\rnext', place);
  expect(typed.all.map(({ text, isOpen }) => [text, isOpen])).toEqual([
    ['echo hi', false],
    ['next', true],
  ]);
});

test('keys are typed as characters; Ctrl-C and Ctrl-U begin a new line', () => {
  const typed = new TypedLines();
  for (const press of parseKeys('a b Ctrl+C c Ctrl+U d Enter')) typed.pressed(press, place);
  expect(typed.all.map(({ text }) => text)).toEqual(['ab', 'c', 'd']);
});

test('only the last few lines are remembered', () => {
  const typed = new TypedLines();
  for (let at = 0; at < 500; at += 1) typed.typed(`line${at}\r`, place);
  expect(typed.all.map(({ text }) => text).at(-1)).toBe('line499');
  expect(typed.all.length).toBeLessThan(100);
});

test('what is typed on another line, without Enter before, is known with and without the rest', () => {
  const typed = new TypedLines();
  typed.typed('q', place);
  typed.typed('make', { line: 4, offset: 2 });
  typed.typed(' all\r', { line: 4, offset: 6 });
  expect(typed.all).toMatchObject([
    { text: 'qmake all', line: 3, isOpen: false },
    { text: 'make all', line: 4, offset: 2, isOpen: false },
  ]);
});

test('lines that were typed in one go belong together; one that is typed elsewhere does not', () => {
  const typed = new TypedLines();
  typed.typed('for x in 1\ndo echo $x\ndone\n', place);
  typed.typed('ls\r', { line: 7, offset: 2 });
  expect(typed.all.map(({ text, follows }) => [text, follows])).toEqual([
    ['for x in 1', false],
    ['do echo $x', true],
    ['done', true],
    ['ls', false],
  ]);
});
