import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeText } from '../base/lossless-text.ts';
import { SavedLines } from './saved-lines.ts';

const line = fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 6 }));
const printed = fc
  .array(line, { maxLength: 12 })
  .map((lines) => lines.map((text) => text.replaceAll('\n', '').toWellFormed()));

test('lines are cut, joined and read as an array of them would be', () => {
  fc.assert(
    fc.property(printed, printed, fc.nat(14), fc.nat(28), (above, below, from, to) => {
      const all = [...above, ...below];
      const lines = SavedLines.of(above).followedBy(SavedLines.of(below));
      expect([...lines]).toEqual(all);
      const part = lines.slice(from, to);
      expect([...part]).toEqual(all.slice(from, to));
      expect([...part.followedBy(lines)]).toEqual([...all.slice(from, to), ...all]);
      expect(part.bytes()).toEqual(encodeText(all.slice(from, to).join('\n')));
      const last = all.findLastIndex((own) => own !== '');
      expect([...lines.withoutBlankEnd()]).toEqual(all.slice(0, last + 1));
      expect(lines.length).toBe(all.length);
    }),
    { numRuns: 1_000 },
  );
});
