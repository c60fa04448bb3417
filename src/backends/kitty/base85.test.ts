import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase85, encodeBase85 } from './base85.ts';

test('bytes come back through base 85', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(new Uint8Array(decodeBase85(encodeBase85(bytes)))).toEqual(bytes);
    }),
  );
});

test('the alphabet is the one that kitty uses', () => {
  expect(encodeBase85(Buffer.from('hello world'))).toBe('Xk~0{Zy<MXa%^M');
});
