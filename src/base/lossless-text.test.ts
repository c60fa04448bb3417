import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from './lossless-text.ts';

const utf8 = new TextEncoder();

test('any bytes come back from text as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(encodeText(decodeText(bytes))).toEqual(bytes);
    }),
  );
});

test('bytes close to UTF-8 come back too: sequences cut, swapped and spoilt', () => {
  const nearly = fc
    .tuple(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
    )
    .map(([text, at, byte]) => {
      const bytes = utf8.encode(text);
      return bytes.with(at % bytes.length, byte);
    });
  fc.assert(
    fc.property(nearly, (bytes) => {
      expect(encodeText(decodeText(bytes))).toEqual(bytes);
    }),
  );
});

test('valid UTF-8 decodes as everywhere else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeText(utf8.encode(text))).toBe(text);
      expect(encodeText(text)).toEqual(utf8.encode(text));
    }),
  );
});

test.each([
  ['a byte that never occurs', [0x66, 0xff, 0x6f], 'f\uDCFFo'],
  ['a sequence cut short', [0xe2, 0x82], '\uDCE2\uDC82'],
  ['an overlong slash', [0xc0, 0xaf], '\uDCC0\uDCAF'],
  ['an overlong slash in three bytes', [0xe0, 0x80, 0xaf], '\uDCE0\uDC80\uDCAF'],
  ['an overlong slash in four bytes', [0xf0, 0x80, 0x80, 0xaf], '\uDCF0\uDC80\uDC80\uDCAF'],
  ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], '\uDCED\uDCA0\uDC80'],
  ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], '\uDCF4\uDC90\uDC80\uDC80'],
])('%s becomes lone surrogates, byte by byte', (_, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text);
});

test('a lone surrogate that stands for no byte becomes the replacement character', () => {
  expect(encodeText('\uD800')).toEqual(utf8.encode('\uFFFD'));
  expect(encodeText('\uDC00')).toEqual(utf8.encode('\uFFFD'));
});

test('text with bytes that are not UTF-8 passes through JSON', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 32 }), (bytes) => {
      const text: unknown = JSON.parse(JSON.stringify(decodeText(bytes)));
      expect(encodeText(String(text))).toEqual(bytes);
    }),
  );
});
