import { expect, test } from 'vitest';
import { alignColumns } from './columns.ts';
import { displayWidth } from './display-width.ts';
import { type Page, paintFor } from './page.ts';

function page(columns = Infinity, hasColour = false): Page {
  return { paint: paintFor(hasColour), hasColour, columns, nowMs: 0 };
}

test('columns line up when names have wide characters and colours', () => {
  const rows = [
    ['日本', '1'],
    ['work', '22'],
    ['👍é', '333'],
  ];
  const columns = [{ title: 'NAME', style: 'bold' as const }, { title: 'N', isRight: true }, {}];
  const lines = alignColumns(
    page(),
    columns,
    rows.map((row) => [...row, '|']),
  );
  const starts = lines.slice(1).map((line) => displayWidth(line.slice(0, line.indexOf('|'))));
  expect(lines[0]).toBe('NAME    N');
  expect(new Set(starts).size).toBe(1);
});

test('the last column is cut at the edge of the page, never another one', () => {
  const [line = ''] = alignColumns(page(20), [{}, {}], [['name', 'a very long last column']]);
  expect(line).toBe('name  a very long l…');
  expect(displayWidth(line)).toBe(20);
});

test('a column without any text is left out with its title', () => {
  expect(alignColumns(page(), [{ title: 'A' }, { title: 'B' }], [['x', '']])).toEqual(['A', 'x']);
});

test('a hostile cell stays one line', () => {
  expect(alignColumns(page(), [{}, {}], [['a\n\u001B[2J', 'b']])).toEqual([
    String.raw`a\n\x1b[2J  b`,
  ]);
});
