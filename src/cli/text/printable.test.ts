import { expect, test } from 'vitest';
import { printable, printableJson } from './printable.ts';

test('control characters become escapes and ordinary text stays as it is', () => {
  expect(printable('a\nb\tc\u001B[31m\u0007')).toBe(String.raw`a\nb\tc\x1b[31m\x07`);
  expect(printable('naïve 日本 👩‍👩‍👧 $(x) "q"')).toBe('naïve 日本 👩‍👩‍👧 $(x) "q"');
});

test('bytes that are not UTF-8 show as their value', () => {
  expect(printable('caf\uDCE9')).toBe(String.raw`caf\xe9`);
});

test('8-bit controls and characters that turn the writing direction cannot get through', () => {
  expect(printable('\u009B31m\u202Egnp.exe\u{E0041}')).toBe(
    String.raw`\x9b31m\u202egnp.exe\u{e0041}`,
  );
});

test('JSON stays the same data without any character that a terminal acts on', () => {
  const value = { name: 'a\u009B\u007F\u202E\u{E0041}\n', list: [1] };
  const text = printableJson(value, 2);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E\u{E0041}]/u);
  expect(printableJson(value, 0)).not.toContain('\n');
});
