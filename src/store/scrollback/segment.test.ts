import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecord } from './record.ts';
import { prepareLines, type Segment, segmentsOf } from './segment.ts';
import { SavedLines } from '../../model/saved-lines.ts';

/** Lines as a pane prints them: a run of numbers, so that segments end at different places. */
const printed = fc
  .record({ first: fc.nat(10_000), count: fc.nat(1_800) })
  .map(({ first, count }) =>
    SavedLines.of(Array.from({ length: count }, (_, at) => `line ${first + at * 7}`)),
  );

function hashes(segments: Iterable<Segment>): readonly string[] {
  return Array.from(segments, ({ hash, lines, bytes }) => `${hash} ${lines} ${bytes.length}`);
}

function prepared(lines: SavedLines): readonly Segment[] {
  return prepareLines(lines, () => true);
}

test('lines that were cut before are cut no other way, whatever follows them or is left out', () => {
  fc.assert(
    fc.property(printed, printed, fc.nat(1_800), (above, more, kept) => {
      for (const lines of [above.followedBy(more), above, above.slice(0, kept)]) {
        expect(hashes(segmentsOf(lines, prepared(above)))).toEqual(hashes(segmentsOf(lines)));
      }
    }),
  );
});

test('what is not stored is compressed ahead, what is stored is not', async () => {
  const lines = SavedLines.of(Array.from({ length: 1_200 }, (_, at) => `line ${at}`));
  const [first] = prepared(lines);
  const segments = prepareLines(lines, (hash) => hash === first?.hash);
  expect(segments.map(({ record }) => record === undefined)).toEqual(
    segments.map((_, at) => at === 0),
  );
  for (const { bytes, record } of segments.slice(1)) {
    expect(decodeRecord((await record) ?? Buffer.from(bytes))).toEqual(Buffer.from(bytes));
  }
});

test('a segment of very long lines is compressed as a small one is', async () => {
  const lines = SavedLines.of(Array.from({ length: 128 }, (_, at) => `${at} `.repeat(20_000)));
  const segments = prepareLines(lines, () => false);
  for (const { bytes, record } of segments) {
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const whole = (await record) ?? Buffer.from(bytes);
    expect([whole.length < bytes.length / 10, decodeRecord(whole)?.equals(bytes)]).toEqual([
      true,
      true,
    ]);
  }
});
