import { expect, test } from 'vitest';
import { PlainText } from './plain-text.ts';

const OUTPUT =
  '\u001B]0;title\u0007\u001B[1;31mred\u001B[0m é日\r\n\u001B(B\u001B7tab\tend\u0007\n';
const TEXT = 'red é日\ntab\tend\n';

function read(...pieces: readonly Uint8Array[]): string {
  const plain = new PlainText();
  return pieces.map((piece) => plain.read(piece)).join('');
}

test('escape sequences and controls are left out, line ends and tabs stay', () => {
  expect(read(Buffer.from(OUTPUT))).toBe(TEXT);
});

test('it does not matter how the output is cut into pieces, byte by byte even', () => {
  expect(read(...Array.from(Buffer.from(OUTPUT), (byte) => Buffer.of(byte)))).toBe(TEXT);
});

test('a sequence that never ends swallows no more than itself', () => {
  expect(read(Buffer.from('a\u001B[3'), Buffer.from('1'))).not.toContain('\u001B');
  const flood = `\u001B]0;${'x'.repeat(100_000)}`;
  expect(read(Buffer.from(flood), Buffer.from('\nvisible\n'))).toContain('visible');
});
