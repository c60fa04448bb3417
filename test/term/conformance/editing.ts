import { at, columns, CSI, ESC, letters, rows, type Case } from './shown.ts';

const region = rows(2, 4) + columns(3, 6);
const whole = 'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV';
const rest = 'qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV';
const protect = `${CSI}1"q`;
const expose = `${CSI}0"q`;
/** "abc" exposed, "def" protected, "gh" exposed, in each of the first three rows. */
const mixed = `abc${protect}def${expose}gh`;
const three = `${mixed}\r\n${mixed}\r\n${mixed}`;

/** ED, EL, ECH, DECSED, DECSEL, DECSCA, ICH, DCH, IL, DL, IRM, REP. */
export const editing: readonly Case[] = [
  ['ED erases from the cursor on', `${letters}${at(2, 3)}${CSI}J`, 'abcdefgh|ij @2;3'],
  ['ED 0 does the same', `${letters}${at(2, 3)}${CSI}0J`, 'abcdefgh|ij @2;3'],
  ['ED 1 erases up to the cursor', `${letters}${at(2, 3)}${CSI}1J`, `|...lmnop|${rest} @2;3`],
  ['ED 2 erases all and leaves the cursor', `${letters}${at(2, 3)}${CSI}2J`, '@2;3'],
  ['ED 3 erases nothing that is shown', `${letters}${at(2, 3)}${CSI}3J`, `${whole} @2;3`],
  ['ED 9 does nothing', `${letters}${at(2, 3)}${CSI}9J`, `${whole} @2;3`],
  ['ED ignores margins', `${letters}${region}${at(3, 4)}${CSI}J`, 'abcdefgh|ijklmnop|qrs @3;4'],
  [
    'ED 1 ignores margins',
    `${letters}${region}${at(3, 4)}${CSI}1J`,
    '||....uvwx|yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  ['ED 2 ignores margins', `${letters}${region}${at(3, 4)}${CSI}2J`, '@3;4'],
  ['ED erases what is protected from DECSED', `${three}${CSI}2J`, '@3;8'],
  ['EL erases to the end of the row', `${letters}${at(2, 3)}${CSI}K`, `abcdefgh|ij|${rest} @2;3`],
  [
    'EL 1 erases to the start of the row',
    `${letters}${at(2, 3)}${CSI}1K`,
    `abcdefgh|...lmnop|${rest} @2;3`,
  ],
  ['EL 2 erases the row', `${letters}${at(2, 3)}${CSI}2K`, `abcdefgh||${rest} @2;3`],
  ['EL 9 does nothing', `${letters}${at(2, 3)}${CSI}9K`, `${whole} @2;3`],
  [
    'EL ignores margins',
    `${letters}${region}${at(3, 4)}${CSI}2K`,
    'abcdefgh|ijklmnop||yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  ['EL erases what is protected from DECSEL', `${mixed}${CSI}2K`, '@1;8'],
  ['ECH erases one cell', `${letters}${at(2, 3)}${CSI}X`, `abcdefgh|ij.lmnop|${rest} @2;3`],
  ['ECH takes 0 for 1', `${letters}${at(2, 3)}${CSI}0X`, `abcdefgh|ij.lmnop|${rest} @2;3`],
  [
    'ECH erases by its parameter',
    `${letters}${at(2, 3)}${CSI}3X`,
    `abcdefgh|ij...nop|${rest} @2;3`,
  ],
  ['ECH stops at the end of the row', `${letters}${at(2, 3)}${CSI}99X`, `abcdefgh|ij|${rest} @2;3`],
  [
    'ECH ignores margins',
    `${letters}${region}${at(3, 4)}${CSI}4X`,
    'abcdefgh|ijklmnop|qrs....x|yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'ECH outside of the margins works as well',
    `${letters}${region}${at(6, 1)}${CSI}2X`,
    'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|..QRSTUV @6;1',
  ],
  ['ECH erases what is protected from DECSEL', `${mixed}${at(1, 1)}${CSI}5X`, '.....fgh @1;1'],

  [
    'DECSED erases what is not protected',
    `${three}${at(2, 2)}${CSI}?J`,
    'abcdefgh|a..def|...def @2;2',
  ],
  [
    'DECSED 1 erases up to the cursor',
    `${three}${at(2, 2)}${CSI}?1J`,
    '...def|..cdefgh|abcdefgh @2;2',
  ],
  [
    'DECSED 2 erases all that is not protected',
    `${three}${at(2, 2)}${CSI}?2J`,
    '...def|...def|...def @2;2',
  ],
  ['DECSED spares nothing where nothing is protected', `${letters}${CSI}?2J`, '@1;1'],
  ['DECSED ignores margins', `${three}${region}${at(3, 4)}${CSI}?2J`, '...def|...def|...def @3;4'],
  ['DECSEL erases to the end what is not protected', `${mixed}${at(1, 2)}${CSI}?K`, 'a..def @1;2'],
  [
    'DECSEL 1 erases to the start what is not protected',
    `${mixed}${at(1, 7)}${CSI}?1K`,
    '...def.h @1;7',
  ],
  [
    'DECSEL 2 erases in the row what is not protected',
    `${mixed}${at(1, 7)}${CSI}?2K`,
    '...def @1;7',
  ],
  ['DECSEL ignores margins', `${mixed}${region}${at(1, 4)}${CSI}?2K`, '...def @1;4'],
  ['DECSCA 2 exposes as 0 does', `${protect}ab${CSI}2"qcd${CSI}?2K`, 'ab @1;5'],
  ['DECSCA without a parameter exposes', `${protect}ab${CSI}"qcd${CSI}?2K`, 'ab @1;5'],
  ['protection goes along with its cell', `${mixed}${at(1, 1)}${CSI}2P${CSI}?2K`, '.def @1;1'],
  ['what is written over a protected cell is not', `${mixed}${at(1, 4)}X${CSI}?2K`, '....ef @1;5'],

  ['ICH inserts one blank', `${letters}${at(2, 3)}${CSI}@`, `abcdefgh|ij.klmno|${rest} @2;3`],
  ['ICH takes 0 for 1', `${letters}${at(2, 3)}${CSI}0@`, `abcdefgh|ij.klmno|${rest} @2;3`],
  [
    'ICH inserts by its parameter',
    `${letters}${at(2, 3)}${CSI}3@`,
    `abcdefgh|ij...klm|${rest} @2;3`,
  ],
  ['ICH pushes all out of the row', `${letters}${at(2, 3)}${CSI}99@`, `abcdefgh|ij|${rest} @2;3`],
  [
    'ICH stops at the right margin',
    `${letters}${region}${at(3, 4)}${CSI}@`,
    'abcdefgh|ijklmnop|qrs.tuwx|yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'ICH outside of the left and right margins does nothing',
    `${letters}${region}${at(3, 2)}${CSI}@`,
    `${whole} @3;2`,
  ],
  [
    'ICH works outside of the top and bottom margins',
    `${letters}${rows(3, 4)}${at(2, 3)}${CSI}@`,
    `abcdefgh|ij.klmno|${rest} @2;3`,
  ],
  ['DCH deletes one character', `${letters}${at(2, 3)}${CSI}P`, `abcdefgh|ijlmnop|${rest} @2;3`],
  ['DCH takes 0 for 1', `${letters}${at(2, 3)}${CSI}0P`, `abcdefgh|ijlmnop|${rest} @2;3`],
  ['DCH deletes by its parameter', `${letters}${at(2, 3)}${CSI}3P`, `abcdefgh|ijnop|${rest} @2;3`],
  ['DCH deletes all to the end', `${letters}${at(2, 3)}${CSI}99P`, `abcdefgh|ij|${rest} @2;3`],
  [
    'DCH moves only what is left of the right margin',
    `${letters}${region}${at(3, 4)}${CSI}P`,
    'abcdefgh|ijklmnop|qrsuv.wx|yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'DCH deletes all up to the right margin',
    `${letters}${region}${at(3, 4)}${CSI}99P`,
    'abcdefgh|ijklmnop|qrs...wx|yzABCDEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'DCH outside of the left and right margins does nothing',
    `${letters}${region}${at(3, 7)}${CSI}P`,
    `${whole} @3;7`,
  ],
  [
    'DCH works outside of the top and bottom margins',
    `${letters}${rows(3, 4)}${at(2, 3)}${CSI}P`,
    `abcdefgh|ijlmnop|${rest} @2;3`,
  ],
  [
    'IL inserts one row and goes to its start',
    `${letters}${at(2, 3)}${CSI}L`,
    'abcdefgh||ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN @2;1',
  ],
  [
    'IL inserts by its parameter',
    `${letters}${at(2, 3)}${CSI}2L`,
    'abcdefgh|||ijklmnop|qrstuvwx|yzABCDEF @2;1',
  ],
  ['IL pushes all off the bottom', `${letters}${at(2, 3)}${CSI}99L`, 'abcdefgh @2;1'],
  [
    'IL moves the region alone',
    `${letters}${rows(2, 4)}${at(3, 3)}${CSI}L`,
    'abcdefgh|ijklmnop||qrstuvwx|GHIJKLMN|OPQRSTUV @3;1',
  ],
  [
    'IL moves the cells between all margins',
    `${letters}${region}${at(3, 5)}${CSI}L`,
    'abcdefgh|ijklmnop|qr....wx|yzstuvEF|GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'IL by more rows than there are clears them',
    `${letters}${region}${at(3, 5)}${CSI}99L`,
    'abcdefgh|ijklmnop|qr....wx|yz....EF|GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'IL above the region does nothing',
    `${letters}${rows(3, 4)}${at(2, 3)}${CSI}L`,
    `${whole} @2;3`,
  ],
  [
    'IL outside of the columns does nothing',
    `${letters}${region}${at(3, 1)}${CSI}L`,
    `${whole} @3;1`,
  ],
  [
    'DL deletes one row and goes to its start',
    `${letters}${at(2, 3)}${CSI}M`,
    'abcdefgh|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV @2;1',
  ],
  [
    'DL deletes by its parameter',
    `${letters}${at(2, 3)}${CSI}2M`,
    'abcdefgh|yzABCDEF|GHIJKLMN|OPQRSTUV @2;1',
  ],
  ['DL deletes all to the bottom', `${letters}${at(2, 3)}${CSI}99M`, 'abcdefgh @2;1'],
  [
    'DL moves the region alone',
    `${letters}${rows(2, 4)}${at(3, 3)}${CSI}M`,
    'abcdefgh|ijklmnop|yzABCDEF||GHIJKLMN|OPQRSTUV @3;1',
  ],
  [
    'DL moves the cells between all margins',
    `${letters}${region}${at(3, 5)}${CSI}M`,
    'abcdefgh|ijklmnop|qrABCDwx|yz....EF|GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'DL by more rows than there are clears them',
    `${letters}${region}${at(2, 5)}${CSI}99M`,
    'abcdefgh|ij....op|qr....wx|yz....EF|GHIJKLMN|OPQRSTUV @2;3',
  ],
  [
    'DL below the region does nothing',
    `${letters}${rows(3, 4)}${at(5, 3)}${CSI}M`,
    `${whole} @5;3`,
  ],
  [
    'DL outside of the columns does nothing',
    `${letters}${region}${at(3, 8)}${CSI}M`,
    `${whole} @3;8`,
  ],

  [
    'in insert mode text pushes the row right',
    `${letters}${at(2, 3)}${CSI}4hXY`,
    `abcdefgh|ijXYklmn|${rest} @2;5`,
  ],
  [
    'out of insert mode it writes over',
    `${letters}${at(2, 3)}${CSI}4h${CSI}4lXY`,
    `abcdefgh|ijXYmnop|${rest} @2;5`,
  ],
  [
    'in insert mode text is cut at the right margin',
    `${letters}${region}${at(3, 4)}${CSI}4hX`,
    'abcdefgh|ijklmnop|qrsXtuwx|yzABCDEF|GHIJKLMN|OPQRSTUV @3;5',
  ],
  [
    'in insert mode text outside of the margins writes over',
    `${letters}${region}${CSI}4h${at(3, 1)}X${at(3, 8)}Y`,
    'abcdefgh|ijklmnop|XrstuvwY|yzABCDEF|GHIJKLMN|OPQRSTUV @3;8',
  ],
  ['in insert mode text wraps at the last column', `${CSI}4h${at(1, 7)}abc`, '......ab|c @2;2'],
  [
    'in insert mode nothing that is pushed out wraps',
    `${letters}${at(2, 8)}${CSI}4hX`,
    `abcdefgh|ijklmnoX|${rest} @2;8`,
  ],
  ['REP repeats once', `ab${CSI}b`, 'abb @1;4'],
  ['REP takes 0 for 1', `ab${CSI}0b`, 'abb @1;4'],
  ['REP repeats by its parameter', `ab${CSI}4b`, 'abbbbb @1;7'],
  ['REP wraps', `a${CSI}9b`, 'aaaaaaaa|aa @2;3'],
  [
    'REP wraps between the left and right margins',
    `${columns(3, 5)}${at(1, 3)}a${CSI}4b`,
    '..aaa|..aa @2;5',
  ],
  [
    'REP scrolls at the bottom margin',
    `${columns(1, 2)}${rows(1, 2)}${at(1, 1)}ab${CSI}4b`,
    'bb|bb @2;2',
  ],
  ['HTS between text and REP leaves nothing to repeat', `a${ESC}H${CSI}3b`, 'a @1;2'],
];
