import { at, columns, CSI, ESC, free, letters, rows, type Case } from './shown.ts';

const region = rows(2, 4) + columns(3, 6);
const down: readonly (readonly [name: string, control: string])[] = [
  ['LF', '\n'],
  ['VT', '\u000B'],
  ['FF', '\f'],
  ['IND', `${ESC}D`],
  ['IND of 8 bits', '\u0084'],
];
const nextLine: readonly (readonly [name: string, control: string])[] = [
  ['NEL', `${ESC}E`],
  ['NEL of 8 bits', '\u0085'],
];
const up: readonly (readonly [name: string, control: string])[] = [
  ['RI', `${ESC}M`],
  ['RI of 8 bits', '\u008D'],
];
const scrolled = 'ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV';
const regionUp = 'abcdefgh|qrstuvwx|yzABCDEF||GHIJKLMN|OPQRSTUV';
const regionDown = 'abcdefgh||ijklmnop|qrstuvwx|GHIJKLMN|OPQRSTUV';
const boxUp = 'abcdefgh|ijstuvop|qrABCDwx|yz....EF|GHIJKLMN|OPQRSTUV';
const boxDown = 'abcdefgh|ij....op|qrklmnwx|yzstuvEF|GHIJKLMN|OPQRSTUV';
const whole = 'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV';

/** LF, VT, FF, IND, NEL, RI, SU, SD, DECSTBM, DECSLRM, DECALN, SL, SR, DECBI, DECFI, DECIC, DECDC. */
export const scrolling: readonly Case[] = [
  ...down.flatMap(([name, control]): Case[] => [
    [`${name} goes one down`, `${at(2, 5)}${control}`, '@3;5'],
    [`${name} scrolls at the last row`, `${letters}${at(6, 5)}${control}`, `${scrolled} @6;5`],
    [`${name} goes into the region from above`, `${rows(3, 5)}${at(2, 5)}${control}`, '@3;5'],
    [
      `${name} scrolls the region at the bottom margin`,
      `${letters}${rows(2, 4)}${at(4, 5)}${control}`,
      `${regionUp} @4;5`,
    ],
    [
      `${name} scrolls the cells between all margins`,
      `${letters}${region}${at(4, 4)}${control}`,
      `${boxUp} @4;4`,
    ],
    [
      `${name} right of the margins does not scroll`,
      `${letters}${region}${at(4, 7)}${control}`,
      `${whole} @4;7`,
    ],
    [
      `${name} left of the margins does not scroll`,
      `${letters}${region}${at(4, 1)}${control}`,
      `${whole} @4;1`,
    ],
    [
      `${name} stays in the last row below the region`,
      `${letters}${rows(2, 4)}${at(6, 5)}${control}`,
      `${whole} @6;5`,
    ],
    [
      `${name} moves on below the region`,
      `${letters}${rows(2, 4)}${at(5, 5)}${control}`,
      `${whole} @6;5`,
    ],
  ]),
  ...nextLine.flatMap(([name, control]): Case[] => [
    [`${name} goes to the start of the next row`, `${at(2, 5)}${control}`, '@3;1'],
    [`${name} scrolls at the last row`, `${letters}${at(6, 5)}${control}`, `${scrolled} @6;1`],
    [
      `${name} scrolls the region and goes to its left margin`,
      `${letters}${region}${at(4, 4)}${control}`,
      `${boxUp} @4;3`,
    ],
    [
      `${name} outside of the margins does not scroll`,
      `${letters}${region}${at(4, 7)}${control}`,
      `${whole} @4;3`,
    ],
    [
      `${name} stays in the last row below the region`,
      `${letters}${rows(2, 4)}${at(6, 5)}${control}`,
      `${whole} @6;1`,
    ],
  ]),
  ...up.flatMap(([name, control]): Case[] => [
    [`${name} goes one up`, `${at(3, 5)}${control}`, '@2;5'],
    [
      `${name} scrolls at the first row`,
      `${letters}${at(1, 5)}${control}`,
      '|abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN @1;5',
    ],
    [`${name} goes into the region from below`, `${rows(2, 4)}${at(5, 5)}${control}`, '@4;5'],
    [
      `${name} scrolls the region at the top margin`,
      `${letters}${rows(2, 4)}${at(2, 5)}${control}`,
      `${regionDown} @2;5`,
    ],
    [
      `${name} scrolls the cells between all margins`,
      `${letters}${region}${at(2, 4)}${control}`,
      `${boxDown} @2;4`,
    ],
    [
      `${name} outside of the margins does not scroll`,
      `${letters}${region}${at(2, 7)}${control}`,
      `${whole} @2;7`,
    ],
    [
      `${name} stays in the first row above the region`,
      `${letters}${rows(2, 4)}${at(1, 5)}${control}`,
      `${whole} @1;5`,
    ],
  ]),
  ['in new line mode LF also returns', `${CSI}20h${at(2, 5)}\n`, '@3;1'],
  ['in new line mode VT and FF return too', `${CSI}20h${at(2, 5)}\u000Bab\f`, '||ab @4;1'],

  ['SU scrolls one row, the cursor stays', `${letters}${at(3, 3)}${CSI}S`, `${scrolled} @3;3`],
  ['SU scrolls by its parameter', `${letters}${at(3, 3)}${CSI}4S`, 'GHIJKLMN|OPQRSTUV @3;3'],
  ['SU can clear the screen', `${letters}${at(3, 3)}${CSI}99S`, '@3;3'],
  [
    'SU scrolls the region alone',
    `${letters}${rows(2, 4)}${at(3, 3)}${CSI}2S`,
    'abcdefgh|yzABCDEF|||GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'SU from outside of the region scrolls it',
    `${letters}${rows(2, 4)}${at(6, 1)}${CSI}2S`,
    'abcdefgh|yzABCDEF|||GHIJKLMN|OPQRSTUV @6;1',
  ],
  [
    'SU scrolls the cells between all margins',
    `${letters}${region}${at(3, 4)}${CSI}S`,
    `${boxUp} @3;4`,
  ],
  [
    'SU from outside of the columns scrolls them',
    `${letters}${region}${at(1, 1)}${CSI}S`,
    `${boxUp} @1;1`,
  ],
  [
    'SU by more rows than there are clears between the margins',
    `${letters}${region}${at(3, 4)}${CSI}9S`,
    'abcdefgh|ij....op|qr....wx|yz....EF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'SD scrolls one row, the cursor stays',
    `${letters}${at(3, 3)}${CSI}T`,
    '|abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN @3;3',
  ],
  ['SD scrolls by its parameter', `${letters}${at(3, 3)}${CSI}4T`, '||||abcdefgh|ijklmnop @3;3'],
  ['SD can clear the screen', `${letters}${at(3, 3)}${CSI}6T`, '@3;3'],
  [
    'SD scrolls the region alone',
    `${letters}${rows(2, 4)}${at(3, 3)}${CSI}2T`,
    'abcdefgh|||ijklmnop|GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'SD from outside of the region scrolls it',
    `${letters}${rows(2, 4)}${at(6, 1)}${CSI}2T`,
    'abcdefgh|||ijklmnop|GHIJKLMN|OPQRSTUV @6;1',
  ],
  [
    'SD scrolls the cells between all margins',
    `${letters}${region}${at(3, 4)}${CSI}T`,
    `${boxDown} @3;4`,
  ],
  [
    'SD by more rows than there are clears between the margins',
    `${letters}${region}${at(3, 4)}${CSI}9T`,
    'abcdefgh|ij....op|qr....wx|yz....EF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'SD by the older final byte "^"',
    `${letters}${at(3, 3)}${CSI}2^`,
    '||abcdefgh|ijklmnop|qrstuvwx|yzABCDEF @3;3',
  ],

  ['DECSTBM goes home', `${at(4, 5)}${rows(2, 4)}`, '@1;1'],
  ['DECSTBM goes to the top margin in origin mode', `${CSI}?6h${rows(3, 4)}x`, '||x @1;2'],
  [
    'DECSTBM without parameters lifts the margins',
    `${letters}${rows(2, 4)}${CSI}r${at(6, 1)}\n`,
    `${scrolled} @6;1`,
  ],
  [
    'DECSTBM refuses a top below its bottom',
    `${letters}${rows(4, 2)}${at(6, 1)}\n`,
    `${scrolled} @6;1`,
  ],
  [
    'DECSTBM refuses a region of one row',
    `${letters}${rows(3, 3)}${at(6, 1)}\n`,
    `${scrolled} @6;1`,
  ],
  ['a DECSTBM that is refused leaves the cursor', `${at(4, 5)}${rows(3, 3)}`, '@4;5'],
  [
    'DECSTBM takes 0 for the first row',
    `${letters}${rows(0, 2)}${at(2, 1)}\n`,
    'ijklmnop||qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV @2;1',
  ],
  [
    'DECSTBM takes 0 for the last row',
    `${letters}${rows(5, 0)}${at(6, 1)}\n`,
    'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|OPQRSTUV @6;1',
  ],
  [
    'DECSTBM takes the last row for one beyond it',
    `${letters}${rows(5, 99)}${at(6, 1)}\n`,
    'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|OPQRSTUV @6;1',
  ],
  ['DECSLRM goes home', `${at(4, 5)}${columns(2, 4)}`, '@1;1'],
  [
    'DECSLRM refuses a left right of its right',
    `${columns(5, 3)}${at(1, 7)}abc`,
    '......ab|c @2;2',
  ],
  ['DECSLRM refuses a single column', `${columns(3, 3)}${at(1, 7)}abc`, '......ab|c @2;2'],
  [
    'DECSLRM without parameters lifts its margins',
    `${columns(3, 5)}${CSI}s${at(1, 7)}abc`,
    '......ab|c @2;2',
  ],
  [
    'DECSLRM takes the last column for one beyond it',
    `${columns(3, 99)}${at(1, 7)}abc`,
    '......ab|..c @2;4',
  ],
  ['without DECLRMM "CSI s" saves the cursor', `${at(3, 4)}${CSI}s${at(1, 1)}${CSI}u`, '@3;4'],
  [
    'resetting DECLRMM lifts the left and right margins',
    `${columns(3, 5)}${CSI}?69l${at(1, 7)}abc`,
    '......ab|c @2;2',
  ],
  ['DECOM goes to the origin when it is set', `${rows(3, 5)}${at(6, 6)}${CSI}?6hx`, '||x @1;2'],
  ['DECOM goes home when it is reset', `${rows(3, 5)}${CSI}?6h${at(2, 2)}${CSI}?6lx`, 'x @1;2'],
  [
    'DECALN fills the screen and goes home',
    `${at(3, 3)}${ESC}#8`,
    `${Array.from({ length: 6 }, () => 'EEEEEEEE').join('|')} @1;1`,
  ],
  [
    'DECALN lifts the margins',
    `${rows(2, 3)}${ESC}#8${at(6, 1)}\n`,
    `${Array.from({ length: 5 }, () => 'EEEEEEEE').join('|')} @6;1`,
  ],

  ['DECBI goes one left', `${at(3, 5)}${ESC}6`, '@3;4'],
  [
    'DECBI at the left margin moves the columns right',
    `${letters}${region}${at(3, 3)}${ESC}6`,
    'abcdefgh|ij.klmop|qr.stuwx|yz.ABCEF|GHIJKLMN|OPQRSTUV @3;3',
  ],
  [
    'DECBI at the first column moves the whole screen right',
    `${letters}${at(1, 1)}${ESC}6`,
    '.abcdefg|.ijklmno|.qrstuvw|.yzABCDE|.GHIJKLM|.OPQRSTU @1;1',
  ],
  [
    'DECBI left of the left margin stays in the first column',
    `${letters}${region}${at(3, 1)}${ESC}6`,
    `${whole} @3;1`,
  ],
  ['DECFI goes one right', `${at(3, 5)}${ESC}9`, '@3;6'],
  [
    'DECFI at the right margin moves the columns left',
    `${letters}${region}${at(3, 6)}${ESC}9`,
    'abcdefgh|ijlmn.op|qrtuv.wx|yzBCD.EF|GHIJKLMN|OPQRSTUV @3;6',
  ],
  [
    'DECFI at the last column moves the whole screen left',
    `${letters}${at(1, 8)}${ESC}9`,
    'bcdefgh|jklmnop|rstuvwx|zABCDEF|HIJKLMN|PQRSTUV @1;8',
  ],
  [
    'DECFI right of the right margin stays in the last column',
    `${letters}${region}${at(3, 8)}${ESC}9`,
    `${whole} @3;8`,
  ],
  [
    'DECIC inserts a column',
    `${letters}${at(2, 3)}${CSI}'}`,
    'ab.cdefg|ij.klmno|qr.stuvw|yz.ABCDE|GH.IJKLM|OP.QRSTU @2;3',
  ],
  [
    'DECIC inserts by its parameter',
    `${letters}${at(2, 3)}${CSI}2'}`,
    'ab..cdef|ij..klmn|qr..stuv|yz..ABCD|GH..IJKL|OP..QRST @2;3',
  ],
  ['DECIC pushes all out of the row', `${letters}${at(2, 3)}${CSI}99'}`, 'ab|ij|qr|yz|GH|OP @2;3'],
  [
    'DECIC keeps inside of the margins',
    `${letters}${region}${at(3, 4)}${CSI}'}`,
    'abcdefgh|ijk.lmop|qrs.tuwx|yzA.BCEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'DECIC outside of the margins does nothing',
    `${letters}${region}${at(3, 2)}${CSI}'}`,
    `${whole} @3;2`,
  ],
  [
    'DECIC above the region does nothing',
    `${letters}${region}${at(1, 4)}${CSI}'}`,
    `${whole} @1;4`,
  ],
  [
    'DECDC deletes a column',
    `${letters}${at(2, 3)}${CSI}'~`,
    'abdefgh|ijlmnop|qrtuvwx|yzBCDEF|GHJKLMN|OPRSTUV @2;3',
  ],
  [
    'DECDC deletes by its parameter',
    `${letters}${at(2, 3)}${CSI}2'~`,
    'abefgh|ijmnop|qruvwx|yzCDEF|GHKLMN|OPSTUV @2;3',
  ],
  ['DECDC deletes all to the end', `${letters}${at(2, 3)}${CSI}99'~`, 'ab|ij|qr|yz|GH|OP @2;3'],
  [
    'DECDC keeps inside of the margins',
    `${letters}${region}${at(3, 4)}${CSI}'~`,
    'abcdefgh|ijkmn.op|qrsuv.wx|yzACD.EF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'DECDC deletes all up to the right margin',
    `${letters}${region}${at(3, 4)}${CSI}99'~`,
    'abcdefgh|ijk...op|qrs...wx|yzA...EF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'DECDC outside of the margins does nothing',
    `${letters}${region}${at(3, 7)}${CSI}'~`,
    `${whole} @3;7`,
  ],
  [
    'SL moves the columns left',
    `${letters}${at(2, 3)}${CSI}2 @`,
    'cdefgh|klmnop|stuvwx|ABCDEF|IJKLMN|QRSTUV @2;3',
  ],
  [
    'SL keeps inside of the margins',
    `${letters}${region}${at(3, 4)}${CSI} @`,
    'abcdefgh|ijlmn.op|qrtuv.wx|yzBCD.EF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'SR moves the columns right',
    `${letters}${at(2, 3)}${CSI}2 A`,
    '..abcdef|..ijklmn|..qrstuv|..yzABCD|..GHIJKL|..OPQRST @2;3',
  ],
  [
    'SR keeps inside of the margins',
    `${letters}${region}${at(3, 4)}${CSI} A`,
    'abcdefgh|ij.klmop|qr.stuwx|yz.ABCEF|GHIJKLMN|OPQRSTUV @3;4',
  ],
  [
    'SL outside of the margins does nothing',
    `${letters}${region}${at(3, 1)}${CSI} @`,
    `${whole} @3;1`,
  ],
  [
    'SR outside of the margins does nothing',
    `${letters}${region}${at(3, 8)}${CSI} A`,
    `${whole} @3;8`,
  ],
  [
    'DECLRMM set again keeps the margins',
    `${columns(3, 5)}${CSI}?69h${at(1, 3)}abcd`,
    '..abc|..d @2;4',
  ],
  [
    'a region does not outlive the reset of its margins',
    `${letters}${region}${free}${CSI}S`,
    `${scrolled} @1;1`,
  ],
];
