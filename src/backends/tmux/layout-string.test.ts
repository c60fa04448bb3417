import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rectanglesOf } from '../../model/layout-tree.ts';
import { carve, rectanglesIn, type Shape } from '../../model/testing/carved-area.ts';
import { layoutTree, paneNumbers, parseLayout, printLayout } from './layout-string.ts';

const AREA = { x: 0, y: 0, w: 211, h: 60 };
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    parts: fc.oneof(
      { maxDepth: 4 },
      fc.constant([]),
      fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), shape: tie('shape') }), {
        minLength: 2,
        maxLength: 4,
      }),
    ),
  }),
}));
const cell = fc
  .tuple(shape, fc.constantFrom('row', 'column'))
  .map(([own, axis]) => carve(own, AREA, axis));

/** As tmux 3.3a printed them: cut by hand, then each layout that it knows by name. */
const REAL = [
  'e0ae,211x60,0,0{147x60,0,0[147x42,0,0,0,147x17,0,43{105x17,0,43,2,41x17,106,43,3}],63x60,148,0[63x40,148,0,1,63x19,148,41,4]}',
  '2ae9,211x60,0,0{41x60,0,0,0,41x60,42,0,2,41x60,84,0,3,41x60,126,0,1,43x60,168,0,4}',
  '14e9,211x60,0,0[211x11,0,0,0,211x11,0,12,2,211x11,0,24,3,211x11,0,36,1,211x12,0,48,4]',
  'b7b6,211x60,0,0[211x24,0,0,0,211x35,0,25{52x35,0,25,2,52x35,53,25,3,52x35,106,25,1,52x35,159,25,4}]',
  '3cf9,211x60,0,0{80x60,0,0,0,130x60,81,0[130x14,81,0,2,130x14,81,15,3,130x14,81,30,1,130x15,81,45,4]}',
  'a050,211x60,0,0[211x19,0,0{105x19,0,0,0,105x19,106,0,2},211x19,0,20{105x19,0,20,3,105x19,106,20,1},211x20,0,40,4]',
  'af62,211x60,0,0,5',
  'af5f,211x60,0,0,2',
];

test.each(REAL)('the real layout %s is read, and written byte for byte', (layout) => {
  const read = parseLayout(layout);
  expect(read && printLayout(read)).toBe(layout);
});

test('any layout is read as it was written', () => {
  fc.assert(
    fc.property(cell, (own) => {
      expect(parseLayout(printLayout(own))).toEqual(own);
    }),
  );
});

test('a layout as a tree of shares has the same panes in the same places', () => {
  fc.assert(
    fc.property(cell, (own) => {
      const tree = layoutTree(own, (number) => `pane ${number}`);
      expect(rectanglesOf(tree, AREA, 1)).toEqual(rectanglesIn(own));
    }),
  );
});

test("the panes of a layout are listed in tmux's order", () => {
  const [mixed = ''] = REAL;
  const read = parseLayout(mixed);
  expect(read && paneNumbers(read)).toEqual([0, 2, 3, 1, 4]);
});

test.each([
  '',
  'e0ae',
  '211x60,0,0,5',
  'af62,211x60,0,0',
  'af62,211x60,0,0,5,6',
  'af62,211x60,0,0{105x60,0,0,1}',
  'af62,211x60,0,0{105x60,0,0,1,105x60,106,0,2]',
  'af62,211x60,0,0[105x60,0,0,1,105x60,106,0,2',
  'af62,211x60,0,0,5<80x24,3,3,6>',
  'zzzz,211x60,0,0,5',
  'af62,-1x60,0,0,5',
  `af62,${'9'.repeat(400)}x60,0,0,5`,
])('%j is no layout that can be laid out', (text) => {
  expect(parseLayout(text)).toBeUndefined();
});

test('hostile text is refused, however deep it is nested', () => {
  expect(parseLayout(`af62,${'9x9,0,0{'.repeat(200)}`)).toBeUndefined();
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-fx,{}[\]]*$/), (text) => {
      const read = parseLayout(text);
      expect(read === undefined || paneNumbers(read).length > 0).toBe(true);
    }),
  );
});
