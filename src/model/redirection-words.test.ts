import { expect, test } from 'vitest';
import { appending, commandLine, isEmptying } from './redirection-words.ts';

const file = (stream: 0 | 1 | 2, mode: 'read' | 'append' | 'write', path = '/a b') =>
  ({ kind: 'file', stream, path, mode }) as const;
const quoted = (word: string): string => `'${word}'`;

test('a line shows the redirections of each command as a shell has them', () => {
  const line = {
    argv: ['a'],
    pipedTo: [['b', 'x']],
    redirections: [
      [file(0, 'read'), { kind: 'joined', stream: 2 }],
      [file(1, 'write'), file(2, 'append'), { kind: 'gone', stream: 0, what: 'a pipe' }],
    ],
  } as const;
  expect(commandLine(line, quoted)).toBe(`'a' < '/a b' 2>&1 | 'b' 'x' > '/a b' 2>> '/a b'`);
  expect(commandLine({ argv: ['a', 'b'] }, String)).toBe('a b');
});

test('what starts anew appends to every file, and /dev/null stays as people write it', () => {
  expect(appending([file(1, 'write'), file(0, 'read')])).toEqual([
    file(1, 'append'),
    file(0, 'read'),
  ]);
  const nowhere = file(1, 'write', '/dev/null');
  expect([file(1, 'write'), file(1, 'append'), nowhere].map(isEmptying)).toEqual([
    true,
    false,
    false,
  ]);
  expect(commandLine({ argv: ['a'], redirections: [appending([nowhere])] }, String)).toBe(
    'a > /dev/null',
  );
});
