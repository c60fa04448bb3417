import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeText } from '../base/lossless-text.ts';
import { linesOfBytes } from './lines-of-bytes.ts';
import { savedLines } from './saved-line.ts';
import { terminalOutput } from './testing/terminal-output.ts';

function savedFrom(output: string): readonly string[] {
  return [...linesOfBytes(encodeText(output))];
}

test('bytes become the same lines as text does', () => {
  fc.assert(
    fc.property(terminalOutput, (printed) => {
      const wellFormed = printed.toWellFormed();
      expect(savedFrom(wellFormed)).toEqual(savedLines(wellFormed));
    }),
    { numRuns: 5_000 },
  );
});

test('output that grows by being written in one way finds room', () => {
  const printed = '\u001B[1m\u001B[3m\u001B[4m\u001B[31mx\u001B[1mx\u001B[ma'.repeat(5_000);
  expect(savedFrom(`${printed}\u000E${'qx'.repeat(9_000)}`)).toEqual(
    savedLines(`${printed}\u000E${'qx'.repeat(9_000)}`),
  );
});

test('more renditions than are remembered are all written right', () => {
  const many = Array.from(
    { length: 9_000 },
    (_, at) => `\u001B[38;2;${at >> 8};${at & 255};1m${at}`,
  );
  for (let cycle = 0; cycle < 2; cycle += 1) {
    expect(savedFrom(many.join('\n'))).toEqual(savedLines(many.join('\n')));
  }
});
