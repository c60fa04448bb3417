import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputRing } from './core/output-ring.ts';

test('the newest bytes are kept, and all are counted, however they come', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.array(fc.uint8Array({ maxLength: 30 })), (capacity, chunks) => {
      const ring = new OutputRing(capacity);
      for (const chunk of chunks) ring.append(chunk);
      const all = chunks.flatMap((chunk) => [...chunk]);
      const kept = capacity === 0 ? [] : all.slice(-capacity);
      expect([...ring.read()]).toEqual(kept);
      const { total, retained, dropped } = ring.accounting;
      expect([total, retained, dropped]).toEqual([
        all.length,
        kept.length,
        all.length - kept.length,
      ]);
      expect([...ring.read(all.length - 3)]).toEqual(kept.slice(-Math.min(3, all.length)));
    }),
  );
});

test('a ring that is cut keeps its totals', () => {
  const ring = new OutputRing(100);
  ring.append(Buffer.from('0123456789'));
  const cut = ring.cutTo(4);
  expect(Buffer.from(cut.read()).toString()).toBe('6789');
  expect(cut.accounting).toEqual({ total: 10, retained: 4, dropped: 6 });
});
