import { expect, test } from 'vitest';
import type { ScreenElement } from './elements/element.ts';
import { ElementTracker } from './track-elements.ts';

const box = {
  kind: 'box',
  text: '',
  row: 1,
  column: 1,
  rows: 9,
  columns: 40,
  evidence: [],
} as const;
const cheese: ScreenElement = {
  kind: 'checkbox',
  text: 'Cheese',
  row: 3,
  column: 4,
  rows: 1,
  columns: 10,
  isOn: false,
  evidence: [],
};
const ham: ScreenElement = { ...cheese, text: 'Ham', row: 4 };

test('an element keeps its ref while it stays, even when it is switched on', () => {
  const tracker = new ElementTracker();
  expect(refs(tracker.look([box, cheese]))).toEqual(['@e1', '@e2']);
  expect(refs(tracker.look([ham, { ...cheese, isOn: true }, box]))).toEqual(['@e3', '@e2', '@e1']);
  expect(tracker.locate('@e2')).toMatchObject({ text: 'Cheese', isOn: true });
});

test('a ref is never given twice, not even to what came back', () => {
  const tracker = new ElementTracker();
  tracker.look([cheese]);
  tracker.look([]);
  expect(refs(tracker.look([cheese]))).toEqual(['@e2']);
});

test('a ref is stale when its element moved, changed its text or is gone', () => {
  const tracker = new ElementTracker();
  for (const now of [[{ ...cheese, row: 5 }], [{ ...cheese, text: 'Chees' }], []]) {
    const [ref = ''] = refs(tracker.look([cheese]));
    tracker.look(now);
    expect(() => tracker.locate(ref)).toThrow(expect.objectContaining({ code: 'ELEMENT_STALE' }));
  }
});

test('a ref that was never given is not found', () => {
  const tracker = new ElementTracker();
  tracker.look([cheese]);
  for (const ref of ['@e2', '@e0', 'e1', '', '@e99999999999999999999']) {
    expect(() => tracker.locate(ref)).toThrow(
      expect.objectContaining({ code: 'ELEMENT_NOT_FOUND' }),
    );
  }
});

test('numbers go on after those of an earlier tracker', () => {
  const earlier = new ElementTracker();
  earlier.look([box, cheese]);
  expect(refs(new ElementTracker(earlier.next).look([ham]))).toEqual(['@e3']);
});

function refs(elements: readonly { readonly ref: string }[]): readonly string[] {
  return elements.map(({ ref }) => ref);
}
