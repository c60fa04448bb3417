import { expect, test } from 'vitest';
import type { CellStyle, Color } from '../../../src/term/style.ts';
import { plainStyle } from '../../../src/term/style.ts';
import { open } from '../screens.ts';
import { CSI, ESC } from './shown.ts';

const indexed = (index: number): Color => ({ kind: 'indexed', index });
const rgb = (red: number, green: number, blue: number): Color => ({
  kind: 'rgb',
  red,
  green,
  blue,
});

/** What SGR (ECMA-48 8.3.117, T.416, xterm, kitty) makes of the next character. */
const renditions: readonly (readonly [codes: string, style: Partial<CellStyle>])[] = [
  ['', {}],
  ['0', {}],
  ['1', { bold: true }],
  ['2', { faint: true }],
  ['1;2', { bold: true, faint: true }],
  ['3', { italic: true }],
  ['4', { underline: 'single' }],
  ['4:0', {}],
  ['4:1', { underline: 'single' }],
  ['4:2', { underline: 'double' }],
  ['4:3', { underline: 'curly' }],
  ['4:4', { underline: 'dotted' }],
  ['4:5', { underline: 'dashed' }],
  ['5', { blink: true }],
  ['7', { inverse: true }],
  ['8', { invisible: true }],
  ['9', { struck: true }],
  ['21', { underline: 'double' }],
  ['53', { overlined: true }],
  ['1;2;22', {}],
  ['3;23', {}],
  ['4;24', {}],
  ['21;24', {}],
  ['5;25', {}],
  ['7;27', {}],
  ['8;28', {}],
  ['9;29', {}],
  ['53;55', {}],
  ['1;3;4;5;7;8;9;53;31;42;58:5:3;0', {}],
  ['1;;3', { italic: true }],
  ['30', { foreground: indexed(0) }],
  ['37', { foreground: indexed(7) }],
  ['31;39', {}],
  ['40', { background: indexed(0) }],
  ['47', { background: indexed(7) }],
  ['41;49', {}],
  ['90', { foreground: indexed(8) }],
  ['97', { foreground: indexed(15) }],
  ['100', { background: indexed(8) }],
  ['107', { background: indexed(15) }],
  ['38;5;0', { foreground: indexed(0) }],
  ['38;5;255', { foreground: indexed(255) }],
  ['38:5:17', { foreground: indexed(17) }],
  ['48;5;17', { background: indexed(17) }],
  ['38;2;1;2;3', { foreground: rgb(1, 2, 3) }],
  ['38:2:1:2:3', { foreground: rgb(1, 2, 3) }],
  ['38:2::1:2:3', { foreground: rgb(1, 2, 3) }],
  ['48;2;1;2;3', { background: rgb(1, 2, 3) }],
  ['48:2::255:0:9', { background: rgb(255, 0, 9) }],
  ['4;58:5:9', { underline: 'single', underlineColor: indexed(9) }],
  ['4;58:2::1:2:3', { underline: 'single', underlineColor: rgb(1, 2, 3) }],
  ['4;58;5;9', { underline: 'single', underlineColor: indexed(9) }],
  ['4;58:5:9;59', { underline: 'single' }],
  ['38;5;17;1', { foreground: indexed(17), bold: true }],
  ['38;2;1;2;3;4', { foreground: rgb(1, 2, 3), underline: 'single' }],
  ['38;5;256', {}],
  ['38;2;256;0;0', {}],
  ['38;5', {}],
  ['6', {}],
  ['10;11;20', {}],
  ['50;51;52;54', {}],
  ['73;74;75', {}],
  ['99;108;200', {}],
];

test.each(renditions)('SGR %s', (codes, style) => {
  const { terminal, write } = open();
  write(`${CSI}${codes}mx`);
  expect(terminal.cell(0, 0).style).toEqual({ ...plainStyle, ...style });
});

const erasing: readonly (readonly [name: string, sequence: string, x: number, y: number])[] = [
  ['ED', `${CSI}J`, 3, 2],
  ['EL', `${CSI}K`, 3, 1],
  ['ECH', `${CSI}X`, 2, 1],
  ['DCH', `${CSI}P`, 19, 1],
  ['ICH', `${CSI}@`, 2, 1],
  ['IL', `${CSI}L`, 0, 1],
  ['DL', `${CSI}M`, 0, 4],
  ['SU', `${CSI}S`, 0, 4],
  ['SD', `${CSI}T`, 0, 0],
  ['DECIC', `${CSI}'}`, 2, 1],
  ['DECDC', `${CSI}'~`, 19, 1],
  ['LF at the bottom', `${CSI}5;1H\n`, 0, 4],
  ['RI at the top', `${CSI}1;1H${ESC}M`, 0, 0],
  ['DECSED', `${CSI}?J`, 3, 2],
  ['DECSEL', `${CSI}?K`, 3, 1],
];

test.each(erasing)('blanks of %s have the background and nothing else', (_, sequence, x, y) => {
  const { terminal, write } = open();
  write(`abc\r\ndefg\r\nhijk${CSI}2;3H${CSI}1;4;7;31;44m${sequence}`);
  expect(terminal.cell(x, y)).toMatchObject({ text: '', width: 1 });
  expect(terminal.cell(x, y).style).toEqual({ ...plainStyle, background: indexed(4) });
});

test('DECALN and RIS leave plain cells', () => {
  const { terminal, write } = open();
  write(`${CSI}1;31;44m${ESC}#8`);
  expect(terminal.cell(4, 4)).toEqual({ text: 'E', width: 1, style: plainStyle });
  write(`${CSI}44m${CSI}2J${ESC}c`);
  expect(terminal.cell(4, 4).style).toEqual(plainStyle);
});

test('a saved cursor brings every rendition back', () => {
  const { terminal, write } = open();
  write(`${CSI}1;3;4:3;7;9;53;38;5;9;48;2;1;2;3;58:5:6m${ESC}7${CSI}0m${ESC}8x`);
  write(`${CSI}0m${CSI}1;3;4:3;7;9;53;38;5;9;48;2;1;2;3;58:5:6my`);
  expect(terminal.cell(0, 0).style).toEqual(terminal.cell(1, 0).style);
  expect(terminal.cell(0, 0).style).not.toEqual(plainStyle);
});
