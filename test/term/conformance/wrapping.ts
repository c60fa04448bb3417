import { at, columns, CSI, ESC, letters, rows, type Case } from './shown.ts';

const reverse = `${CSI}?45h`;
const tabs = `${CSI}3g${at(1, 3)}${ESC}H${at(1, 6)}${ESC}H${at(1, 1)}`;

/** DECAWM, reverse wrap, HT, HTS, TBC, CHT, CBT, DECST8C. */
export const wrapping: readonly Case[] = [
  ['text stays in the last column until more comes', 'abcdefgh', 'abcdefgh @1;8'],
  ['text wraps after the last column', 'abcdefghi', 'abcdefgh|i @2;2'],
  [
    'text wraps at the last row and scrolls',
    `${letters}${at(6, 8)}xy`,
    'ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUx|y @6;2',
  ],
  [
    'text wraps at the right margin to the left one',
    `${columns(3, 5)}${at(1, 3)}abcd`,
    '..abc|..d @2;4',
  ],
  [
    'text from right of the margins wraps at the last column to the left margin',
    `${columns(3, 5)}${at(1, 7)}abc`,
    '......ab|..c @2;4',
  ],
  [
    'text wraps at the bottom margin and scrolls the region',
    `${letters}${rows(1, 2)}${at(2, 8)}xy`,
    'ijklmnox|y|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV @2;2',
  ],
  [
    'text wraps in the last row below the region and stays there',
    `${letters}${rows(1, 2)}${at(6, 8)}xy`,
    'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|yPQRSTUx @6;2',
  ],
  ['without DECAWM the last column is written again', `${CSI}?7labcdefghijk`, 'abcdefgk @1;8'],
  [
    'without DECAWM the right margin holds',
    `${CSI}?7l${columns(3, 5)}${at(1, 3)}abcdef`,
    '..abf @1;5',
  ],
  ['DECAWM set again wraps', `${CSI}?7labcdefgh${CSI}?7hxy`, 'abcdefgh|xy @2;3'],
  [
    'without DECAWM no wrap is pending, and EL erases the last cell',
    `${CSI}?7labcdefgh${CSI}K`,
    'abcdefg @1;8',
  ],
  [
    'without DECAWM no wrap is pending, and ED erases the last cell',
    `${CSI}?7labcdefgh${CSI}J`,
    'abcdefg @1;8',
  ],
  ['CR ends a pending wrap', 'abcdefgh\rx', 'xbcdefgh @1;2'],
  ['CUP to where it stands ends a pending wrap', `abcdefgh${at(1, 8)}x`, 'abcdefgx @1;8'],
  ['CUU ends a pending wrap', `${at(2, 8)}x${CSI}Ay`, '.......y|.......x @1;8'],
  ['VPA ends a pending wrap', `abcdefgh${CSI}1dx`, 'abcdefgx @1;8'],
  ['SGR keeps a pending wrap', `abcdefgh${CSI}1mx`, 'abcdefgh|x @2;2'],
  ['LF ends a pending wrap and keeps the column', 'abcdefgh\nx', 'abcdefgh|.......x @2;8'],
  ['ICH ends a pending wrap', `abcdefgh${CSI}@x`, 'abcdefgx @1;8'],
  ['DCH ends a pending wrap', `abcdefgh${CSI}Px`, 'abcdefgx @1;8'],
  ['ECH ends a pending wrap', `abcdefgh${CSI}Xx`, 'abcdefgx @1;8'],
  ['HT keeps a pending wrap', 'abcdefgh\tx', 'abcdefgh|x @2;2'],
  ['DECSTBM ends a pending wrap', `abcdefgh${CSI}rx`, 'xbcdefgh @1;2'],

  [
    'without reverse wrap BS stays in the first column',
    `abcdefghij${at(2, 1)}\bX`,
    'abcdefgh|Xj @2;2',
  ],
  [
    'in reverse wrap BS goes back over a wrap',
    `${reverse}abcdefghij${at(2, 1)}\bX`,
    'abcdefgX|ij @1;8',
  ],
  ['in reverse wrap BS goes on from there', `${reverse}abcdefghij\b\b\b\bX`, 'abcdefXh|ij @1;8'],
  ['in reverse wrap BS in the first cell stays', `${reverse}\bX`, 'X @1;2'],
  ['in reverse wrap BS first ends a pending wrap', `${reverse}abcdefgh\bX`, 'abcdefgX @1;8'],
  ['in reverse wrap BS goes back no line that was ended', `${reverse}ab\r\n\bX`, 'ab|X @2;2'],
  [
    'DECRST 45 ends reverse wrap',
    `${reverse}${CSI}?45labcdefghij${at(2, 1)}\bX`,
    'abcdefgh|Xj @2;2',
  ],

  ['HT goes to every eighth column', '\t', '@1;8'],
  ['HT goes to the next stop', `${tabs}\t`, '@1;3'],
  ['HT from a stop goes to the one after', `${tabs}${at(1, 3)}\t`, '@1;6'],
  ['HT without a further stop goes to the last column', `${tabs}${at(1, 6)}\t`, '@1;8'],
  ['HT does not wrap', `${at(1, 8)}\tx`, '.......x @1;8'],
  ['HT stops at the right margin', `${CSI}3g${columns(2, 5)}${at(1, 3)}\tx`, '....x @1;5'],
  ['HTS sets a stop', `${CSI}3g${at(1, 5)}${ESC}H\r\tx`, '....x @1;6'],
  ['HTS of 8 bits sets a stop', `${CSI}3g${at(1, 5)}\u0088\r\tx`, '....x @1;6'],
  ['a stop counts in every row', `${tabs}${at(4, 1)}\tx`, '|||..x @4;4'],
  ['TBC clears the stop of the column', `${tabs}${at(1, 3)}${CSI}g\r\tx`, '.....x @1;7'],
  ['TBC 0 clears the stop of the column', `${tabs}${at(1, 3)}${CSI}0g\r\tx`, '.....x @1;7'],
  ['TBC 0 where there is no stop does nothing', `${tabs}${at(1, 4)}${CSI}0g\r\tx`, '..x @1;4'],
  ['TBC 3 clears all stops', `${tabs}${CSI}3g\r\tx`, '.......x @1;8'],
  ['TBC 1 does nothing', `${tabs}${at(1, 3)}${CSI}1g\r\tx`, '..x @1;4'],
  ['CHT goes to the next stop', `${tabs}${CSI}I`, '@1;3'],
  ['CHT takes 0 for 1', `${tabs}${CSI}0I`, '@1;3'],
  ['CHT goes on by its parameter', `${tabs}${CSI}2I`, '@1;6'],
  ['CHT stops at the last column', `${tabs}${CSI}99I`, '@1;8'],
  ['CBT goes to the stop before', `${tabs}${at(1, 8)}${CSI}Z`, '@1;6'],
  ['CBT takes 0 for 1', `${tabs}${at(1, 8)}${CSI}0Z`, '@1;6'],
  ['CBT goes back by its parameter', `${tabs}${at(1, 8)}${CSI}2Z`, '@1;3'],
  ['CBT stops at the first column', `${tabs}${at(1, 8)}${CSI}99Z`, '@1;1'],
  ['CBT ignores the left margin', `${tabs}${columns(5, 7)}${at(1, 7)}${CSI}2Z`, '@1;3'],
  ['DECST8C sets a stop every eighth column', `${tabs}${CSI}?5W\r\t`, '@1;8'],
];
