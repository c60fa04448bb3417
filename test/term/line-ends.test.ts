import { expect, test } from 'vitest';
import { restoreTerminal } from '../../src/term/open-terminal.ts';
import { linesOf, open } from './screens.ts';

const CSI = '\u001B[';
const long = 'A'.repeat(27);
const gone = 'A'.repeat(15);

/**
 * What ends a line of which 15 characters are in the history and 12 on the screen of 5 by 4, and all
 * lines after "new" was printed.
 */
const endings: readonly (readonly [name: string, output: string, lines: readonly string[]])[] = [
  ['ED 2', `${CSI}H${CSI}2J`, [gone, 'new']],
  ['ED 0 at home', `${CSI}H${CSI}J`, [gone, 'new']],
  ['ED 1', `${CSI}4H${CSI}1J${CSI}H`, [gone, 'new']],
  ['EL 0 at home', `${CSI}H${CSI}K`, [gone, 'new', 'A'.repeat(7)]],
  ['EL 2 at home', `${CSI}H${CSI}2K`, [gone, 'new', 'A'.repeat(7)]],
  ['RI at home', `${CSI}H\u001BM`, [gone, 'new', 'A'.repeat(12)]],
  ['IL at home', `${CSI}H${CSI}L`, [gone, 'new', 'A'.repeat(12)]],
  ['DL at home', `${CSI}H${CSI}M`, [gone, 'newAAAA']],
  ['SD', `${CSI}H${CSI}T`, [gone, 'new', 'A'.repeat(12)]],
  ['DECALN', '\u001B#8', [gone, 'newEE', 'EEEEE', 'EEEEE', 'EEEEE']],
  ['RIS', '\u001Bc', [gone, 'new']],
  ['DECSED 2', `${CSI}H${CSI}?2J`, [gone, 'new']],
  ['DECIC', `${CSI}H${CSI}5'}`, [gone, 'new']],
  ['ED 3', `${CSI}H${CSI}2J${CSI}3J`, ['new']],
];

test.each(endings)(
  'after %s new text is no part of the line in the history',
  (_, output, lines) => {
    const { terminal, write } = open({ size: { columns: 5, rows: 4 } });
    write(`${long}\r\n${output}`);
    expect(terminal.history.isOpen).toBe(false);
    write('new');
    expect(linesOf(terminal)).toEqual(lines);
    const again = restoreTerminal(terminal.save(), {});
    expect(linesOf(again)).toEqual(lines);
    again.resize({ columns: 40, rows: 4 });
    expect(linesOf(again)).toEqual(lines);
  },
);

test('a full row whose rest is erased with all below it ends there', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 4 } });
  write(`abcdefg${CSI}Hfull.${CSI}J${CSI}2Hnew`);
  expect(linesOf(terminal)).toEqual(['full.', 'new']);
});

test('a line whose page is sealed ends there, and the next page begins another one', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 4 } });
  write(`${long}\r\n`);
  terminal.vt.history.seal();
  write(`${CSI}H${CSI}2Jnew\r\n\r\n\r\n\r\n`);
  const pages = terminal.vt.history.pages.map((page) => [page.firstLine, page.startsInside]);
  expect(pages).toEqual([
    [0, false],
    [1, false],
  ]);
  expect(linesOf(terminal)).toEqual([gone, 'new']);
  expect(linesOf(restoreTerminal(terminal.save(), {}))).toEqual([gone, 'new']);
});

test('the alternate screen ends no line of the main screen', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 4 } });
  write(`${long}${CSI}?1049h${CSI}H${CSI}2J${CSI}L\u001B#8${CSI}?1049l`);
  expect(linesOf(terminal)).toEqual([long]);
});
