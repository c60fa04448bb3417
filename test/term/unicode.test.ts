import { expect, test } from 'vitest';
import { graphemeClass, graphemeClassOf, widthOf } from '../../src/term/unicode/code-points.ts';
import { joinsCluster, nextClusterState, noCluster } from '../../src/term/unicode/graphemes.ts';
import { Random } from './differential/random.ts';

const interesting = Array.from(
  'aZ1#\u0301\u200D\uFE0F👨👩👧🏽❤️🇩🇪🇫\u1112\u1161\u11AB각ㄱकषि्\u0CCDਕกำ\u0600\u200B漢\u{E0061}\u{1F3F4}',
);

function clustersOf(text: string): string[] {
  const clusters: string[] = [];
  let state = noCluster;
  for (const character of text) {
    state = nextClusterState(state, character.codePointAt(0) ?? 0);
    if (joinsCluster(state)) clusters.push((clusters.pop() ?? '') + character);
    else clusters.push(character);
  }
  return clusters;
}

test('clusters are those of UAX #29, as the ICU of this Node sees them', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const random = new Random(1);
  for (let round = 0; round < 20_000; round += 1) {
    const length = 1 + random.below(8);
    const text = Array.from(
      { length },
      () => interesting[random.below(interesting.length)] ?? '',
    ).join('');
    const expected = Array.from(segmenter.segment(text), ({ segment }) => segment);
    expect([text, clustersOf(text)]).toEqual([text, expected]);
  }
});

test('marks and invisible characters take no cell, East Asian wide ones two', () => {
  const codes = Array.from({ length: 0x30000 }, (_, code) => code).filter(
    (code) =>
      graphemeClassOf(code) === graphemeClass.extend &&
      /\p{Mn}|\p{Me}/u.test(String.fromCodePoint(code)),
  );
  expect(codes.length).toBeGreaterThan(1500);
  expect(codes.filter((code) => widthOf(code) !== 0)).toEqual([]);
  const widths = Array.from('a漢ｱＡ가😀é\u00AD─★☕⚠', (character) =>
    widthOf(character.codePointAt(0) ?? 0),
  );
  expect(widths).toEqual([1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 2, 1]);
});

test('what Unicode 16 brought is known: the face with bags under its eyes is wide', () => {
  expect(widthOf(0x1fae9)).toBe(2);
  expect(widthOf(0x2630)).toBe(2);
});
