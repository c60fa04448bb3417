import { at, columns, CSI, ESC, letters, rows, type Case } from './shown.ts';

const saves: readonly (readonly [name: string, save: string, restore: string])[] = [
  ['DECRC', `${ESC}7`, `${ESC}8`],
  ['SCORC', `${CSI}s`, `${CSI}u`],
  ['?1048', `${CSI}?1048h`, `${CSI}?1048l`],
];
const graphics = `${ESC}(0`;
const whole = 'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV';

/** DECSC and DECRC in three forms, the alternate screen, DECSTR, RIS, character sets, control strings. */
export const states: readonly Case[] = [
  ...saves.flatMap(([name, save, restore]): Case[] => [
    [`${name} brings the cursor back`, `${at(3, 4)}${save}${at(6, 6)}${restore}x`, '||...x @3;5'],
    [`${name} can be done again`, `${at(3, 4)}${save}${restore}x${restore}y`, '||...y @3;5'],
    [`${name} goes home when nothing was saved`, `${at(3, 4)}${restore}x`, 'x @1;2'],
    [
      `${name} brings origin mode back`,
      `${rows(3, 5)}${CSI}?6h${save}${CSI}?6l${restore}${at(1, 1)}x`,
      '||x @1;2',
    ],
    [
      `${name} ends origin mode that was not saved`,
      `${rows(3, 5)}${save}${CSI}?6h${restore}${at(1, 1)}x`,
      'x @1;2',
    ],
    [`${name} brings the character set back`, `${graphics}${save}${ESC}(B${restore}q`, '─ @1;2'],
    [`${name} brings the shift back`, `${ESC})0\u000E${save}\u000F${restore}q`, '─ @1;2'],
    [
      `${name} brings protection back`,
      `${CSI}1"q${save}${CSI}0"q${restore}a${CSI}0"qb${CSI}?2K`,
      'a @1;3',
    ],
    [`${name} leaves insert mode alone`, `ab${save}${CSI}4h${restore}${at(1, 1)}x`, 'xab @1;2'],
    [`${name} leaves wrapping alone`, `${save}${CSI}?7l${restore}abcdefghi`, 'abcdefgi @1;8'],
    [
      `${name} leaves the margins alone`,
      `${letters}${save}${rows(5, 6)}${restore}${at(6, 1)}\n`,
      'abcdefgh|ijklmnop|qrstuvwx|yzABCDEF|OPQRSTUV @6;1',
    ],
  ]),
  [
    'DECRC goes back outside of the margins',
    `${at(1, 1)}${ESC}7${rows(3, 5)}${columns(3, 6)}${at(4, 4)}${ESC}8x`,
    'x @1;2',
  ],
  ['DECSC keeps a pending wrap', `abcdefgh${ESC}7${at(1, 1)}${ESC}8x`, 'abcdefgh|x @2;2'],
  [
    'each screen has a saved cursor of its own',
    `${at(2, 2)}${ESC}7${CSI}?47h${at(4, 4)}${ESC}7${CSI}?47l${ESC}8x`,
    '|.x @2;3',
  ],

  ['?47 shows another screen and comes back', `ab${CSI}?47hcd${CSI}?47l`, 'ab @1;5'],
  ['?47 does not clear it', `${CSI}?47hcd${CSI}?47l${CSI}?47h`, 'cd @1;3'],
  ['?1047 clears it on leaving', `${CSI}?1047hcd${CSI}?1047l${CSI}?1047h`, '@1;3'],
  ['?1047 leaves the cursor where it is', `ab${CSI}?1047hcd${CSI}?1047l`, 'ab @1;5'],
  ['?1049 saves the cursor and clears', `ab${CSI}?1049hcd${CSI}?1049l`, 'ab @1;3'],
  ['?1049 shows a clear screen', `${CSI}?47hcd${CSI}?47l${CSI}?1049h`, '@1;3'],
  ['?1049 does not move the cursor on entering', `${at(3, 4)}${CSI}?1049hx`, '||...x @3;5'],
  [
    '?1049l on the main screen restores the cursor',
    `${at(3, 4)}${ESC}7${at(1, 1)}${CSI}?1049lx`,
    '||...x @3;5',
  ],
  [
    'XTSAVE and XTRESTORE set a mode again',
    `${CSI}?7h${CSI}?7s${CSI}?7l${CSI}?7rabcdefghi`,
    'abcdefgh|i @2;2',
  ],
  [
    'XTSAVE and XTRESTORE reset a mode again',
    `${CSI}?7l${CSI}?7s${CSI}?7h${CSI}?7rabcdefghi`,
    'abcdefgi @1;8',
  ],

  ['DECSTR leaves text and cursor', `${letters}${at(3, 4)}${CSI}!p`, `${whole} @3;4`],
  ['DECSTR ends insert mode', `ab${CSI}4h${CSI}!p${at(1, 1)}x`, 'xb @1;2'],
  ['DECSTR ends origin mode', `${rows(3, 5)}${CSI}?6h${CSI}!p${at(1, 1)}x`, 'x @1;2'],
  ['DECSTR sets DECAWM, as xterm does', `${CSI}?7l${CSI}!pabcdefghi`, 'abcdefgh|i @2;2'],
  ['DECSTR ends reverse wrap', `${CSI}?45h${CSI}!pabcdefghi\b\bX`, 'abcdefgh|X @2;2'],
  [
    'DECSTR lifts the margins',
    `${letters}${rows(3, 4)}${CSI}!p${at(6, 1)}\n`,
    'ijklmnop|qrstuvwx|yzABCDEF|GHIJKLMN|OPQRSTUV @6;1',
  ],
  ['DECSTR ends DECLRMM', `${columns(3, 5)}${CSI}!p${at(1, 7)}abc`, '......ab|c @2;2'],
  ['DECSTR ends protection', `${CSI}1"q${CSI}!pab${CSI}?2K`, '@1;3'],
  ['DECSTR forgets the saved cursor', `${at(3, 4)}${ESC}7${CSI}!p${ESC}8`, '@1;1'],
  ['DECSTR designates ASCII', `${graphics}${CSI}!pq`, 'q @1;2'],
  ['DECSTR leaves tab stops', `${at(1, 3)}${ESC}H${CSI}!p\r\t`, '@1;3'],
  ['RIS clears and goes home', `${letters}${at(3, 4)}${ESC}c`, '@1;1'],
  ['RIS sets tab stops', `${CSI}3g${at(1, 3)}${ESC}H${ESC}c\t`, '@1;8'],
  ['RIS shows the main screen', `ab${CSI}?47h${ESC}ccd`, 'cd @1;3'],
  ['RIS ends origin mode and margins', `${rows(3, 5)}${CSI}?6h${ESC}c${at(1, 1)}x`, 'x @1;2'],
  ['RIS lifts left and right margins', `${columns(3, 5)}${ESC}c${at(1, 7)}abc`, '......ab|c @2;2'],
  ['RIS ends insert mode', `${CSI}4h${ESC}cab${at(1, 1)}x`, 'xb @1;2'],
  ['RIS designates ASCII', `${graphics}${ESC}cq`, 'q @1;2'],
  ['RIS sets DECAWM', `${CSI}?7l${ESC}cabcdefghi`, 'abcdefgh|i @2;2'],

  ['special graphics draw lines', `${graphics}lqkx${ESC}(Bx`, '┌─┐│x @1;6'],
  ['special graphics have arrows of their own for no capital', `${graphics}AZ`, 'AZ @1;3'],
  [
    'special graphics from the backquote on',
    `${graphics}\`afgjm${CSI}2;1Hnpqrstu${CSI}3;1Hvwxyz{|}~`,
    '◆▒°±┘└|┼⎻─⎼⎽├┤|┴┬│≤≥π≠£|· @4;2',
  ],
  ['the British set has a pound sign', `${ESC}(A#`, '£ @1;2'],
  ['SO and SI change between G1 and G0', `${ESC})0q\u000Eq\u000Fq`, 'q─q @1;4'],
  ['LS2 and LS3 use G2 and G3', `${ESC}*0${ESC}+Aq${ESC}nq${ESC}o#\u000Fq`, 'q─£q @1;5'],
  ['SS2 uses G2 for one character', `${ESC}*0${ESC}Nqq`, '─q @1;3'],
  ['SS3 uses G3 for one character', `${ESC}+0${ESC}Oqq`, '─q @1;3'],
  ['SS2 and SS3 of 8 bits do so too', `${ESC}*0${ESC}+A\u008Eq\u008F#q`, '─£q @1;4'],
  ['a set stays designated while another is in use', `${ESC})0${ESC}(A\u000Eq\u000F#`, '─£ @1;3'],

  ...['P', '^', '_', 'X', ']'].map((introducer): Case => [
    `what stands in a control string after ESC ${introducer} is not shown`,
    `a${ESC}${introducer}999;xyz${ESC}\\b`,
    'ab @1;3',
  ]),
  ...['\u0090', '\u009E', '\u009F', '\u0098', '\u009D'].map((introducer): Case => [
    `what stands in a control string after ${escape(introducer)} is not shown`,
    `a${introducer}999;xyz\u009Cb`,
    'ab @1;3',
  ]),
  ['an OSC may end with BEL', `a${ESC}]999;xyz\u0007b`, 'ab @1;3'],
  ['CAN ends a control string', `a${ESC}P1;2xyz\u0018b`, 'ab @1;3'],
  ['a CSI with a private parameter that is not known is passed over', `a${CSI}?1;2;3Qb`, 'ab @1;3'],
  ['a CSI with an intermediate that is not known is passed over', `a${CSI}1;2*Qb`, 'ab @1;3'],
  ['an ESC sequence that is not known is passed over', `a${ESC}%Gb${ESC} Fc`, 'abc @1;4'],
  ['DEL and NUL are passed over', 'a\u007Fb\0c', 'abc @1;4'],
];
