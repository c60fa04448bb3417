import { expect, test } from 'vitest';
import { open } from '../screens.ts';
import { at, CSI, ESC, letters, shownAfter, ST } from './shown.ts';

const DCS = `${ESC}P`;
const OSC = `${ESC}]`;

/** What docs/term-conformance.md says is not supported: it has no effect, and what follows is read. */
const sequences: readonly (readonly [name: string, sequence: string])[] = [
  ['DECCRA', `${CSI}1;1;2;2;1;4;4;1$v`],
  ['DECFRA', `${CSI}88;1;1;3;3$x`],
  ['DECERA', `${CSI}1;1;3;3$z`],
  ['DECSERA', `${CSI}1;1;3;3\${`],
  ['DECCARA', `${CSI}1;1;3;3;1$r`],
  ['DECRARA', `${CSI}1;1;3;3;1$t`],
  ['DECSACE', `${CSI}2*x`],
  ['DECRQCRA', `${CSI}1;1;1;1;3;3*y`],
  ['DECDHL, the upper half', `${ESC}#3`],
  ['DECDHL, the lower half', `${ESC}#4`],
  ['DECSWL', `${ESC}#5`],
  ['DECDWL', `${ESC}#6`],
  ['DECCOLM', `${CSI}?3h`],
  ['DECCOLM, reset', `${CSI}?3l`],
  ['DECANM', `${CSI}?2l`],
  ['DECSCLM', `${CSI}?4h`],
  ['DECNRCM', `${CSI}?42h`],
  ['DECNCSM', `${CSI}?95h`],
  ['KAM', `${CSI}2h`],
  ['SRM', `${CSI}12h`],
  ['DECSCL', `${CSI}61"p`],
  ['S8C1T', `${ESC} G`],
  ['S7C1T', `${ESC} F`],
  ['DECSLPP', `${CSI}36t`],
  ['DECSCPP', `${CSI}80$|`],
  ['DECSNLS', `${CSI}24*|`],
  ['DECSASD', `${CSI}1$}`],
  ['DECSSDT', `${CSI}2$~`],
  ['DECLL', `${CSI}1q`],
  ['DECTST', `${CSI}2;1y`],
  ['DECSWBV', `${CSI}8 t`],
  ['DECSMBV', `${CSI}8 u`],
  ['DECEFR', `${CSI}1;1;2;2'w`],
  ['DECELR', `${CSI}1;2'z`],
  ['DECSLE', `${CSI}1'{`],
  ['DECRQLP', `${CSI}'|`],
  ['MC', `${CSI}0i`],
  ['MC, private', `${CSI}?5i`],
  ['SPA and EPA', `${ESC}V${ESC}W`],
  ['HTJ, PLD, PLU', `${ESC}I${ESC}K${ESC}L`],
  ['LS1R, LS2R, LS3R', `${ESC}~${ESC}}${ESC}|`],
  ['NP and PP', `${CSI}2U${CSI}2V`],
  ['CTC', `${CSI}2W`],
  ['HPB and VPB', `${CSI}2j${CSI}2k`],
  ['EA and EF', `${CSI}1O${CSI}1N`],
  ['XTHIMOUSE', `${CSI}1;2;3;4;5T`],
  ['XTTITLEPOS', `${CSI}#S`],
  ['XTPUSHSGR and XTPOPSGR', `${CSI}#{${CSI}#}`],
  ['XTPUSHCOLORS and XTPOPCOLORS', `${CSI}#P${CSI}#Q`],
  ['XTSMTITLE and XTRMTITLE', `${CSI}>0t${CSI}>0T`],
  ['XTSMPOINTER', `${CSI}>1p`],
  [
    'XTWINOPS that move, hide and resize',
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((what) => `${CSI}${what};2;2t`).join(''),
  ],
  ['DECUDK', `${DCS}0;1|17/41${ST}`],
  ['DECDLD', `${DCS}1;1;0;8;1;1;14;0{ @???${ST}`],
  ['DECDMAC and DECINVM', `${DCS}1;0;0!zabc${ST}${CSI}1*z`],
  ['DECRSPS', `${DCS}1$t1;1;1${ST}`],
  ['DECAUPSS', `${DCS}0!u%5${ST}`],
  ['ReGIS', `${DCS}0pP[0,0]${ST}`],
  ['a sixel picture', `${DCS}q#0;2;0;0;0#0~~@@${ST}`],
  ['XTSETTCAP', `${DCS}+p544e=78${ST}`],
  ['OSC 3', `${OSC}3;WM_NAME=x${ST}`],
  ['OSC 5', `${OSC}5;0;red${ST}`],
  ['OSC 22', `${OSC}22;hand${ST}`],
  ['OSC 46', `${OSC}46;/etc/passwd${ST}`],
  ['OSC 50', `${OSC}50;fixed${ST}`],
  ['OSC 66', `${OSC}66;s=2;big${ST}`],
  ['OSC 110 to 119 of colours we do not have', `${OSC}113${ST}${OSC}117${ST}${OSC}119${ST}`],
  ['kitty pictures', `${ESC}_Gf=24,s=1,v=1;AAAA${ST}`],
];

test.each(sequences)('%s has no effect, and is read to its end', (_, sequence) => {
  const { write, replies } = open();
  write(sequence);
  expect(replies).toEqual([]);
  const before = `${letters}${at(3, 4)}`;
  expect(shownAfter(`${before}${sequence}`)).toBe(shownAfter(before));
  expect(shownAfter(`${before}${sequence}!`)).toBe(shownAfter(`${before}!`));
});

const questions: readonly (readonly [name: string, question: string])[] = [
  ['DECRQCRA', `${CSI}1;1;1;1;3;3*y`],
  ['DECRQPSR', `${CSI}1$w`],
  ['DECRQTSR', `${CSI}1$u`],
  ['DECRQUPSS', `${CSI}&u`],
  ['DECRQDE', `${CSI}"v`],
  ['DECRQLP', `${CSI}'|`],
  ['XTREPORTSGR', `${CSI}1;1;2;2#|`],
  ['XTREPORTCOLORS', `${CSI}#R`],
  ['XTQMODKEYS 1', `${CSI}?1m`],
  ['XTSMGRAPHICS 1', `${CSI}?1;1;0S`],
  ...[62, 63, 75, 85].map((what) => [`DSR ?${what}`, `${CSI}?${what}n`] as const),
  ...[11, 13, 15, 19, 20, 21].map((what) => [`XTWINOPS ${what}`, `${CSI}${what}t`] as const),
  ['OSC 4', `${OSC}4;256;?${ST}`],
  ['OSC 3', `${OSC}3;?WM_NAME${ST}`],
  ...['ReportCellSize', 'ReportVariable', 'RequestUpload'].map(
    (name) =>
      [
        `OSC 1337 ${name}`,
        `${OSC}1337;${name}${name === 'ReportVariable' ? '=bmFtZQ==' : ''}${ST}`,
      ] as const,
  ),
  ['XTGETXRES', `${DCS}+Q666f6e74${ST}`],
  ['kitty-cmd', `${DCS}@kitty-cmd{"cmd":"ls"}${ST}`],
  ['kitty graphics', `${ESC}_Ga=q,s=1,v=1;AAAA${ST}`],
  ...[5, 21, 22, 50, 60, 5522].map(
    (number) => [`OSC ${number}`, `${OSC}${number};${number === 5 ? '0;' : ''}?${ST}`] as const,
  ),
];

test.each(questions)('%s gets no answer, and is counted', (name, question) => {
  const { write, replies, terminal } = open();
  write(question);
  expect(replies).toEqual([]);
  expect(Object.fromEntries(terminal.unanswered)).toEqual({ [name]: 1 });
});

test('a double-width line keeps its columns', () => {
  expect(shownAfter(`${ESC}#6abcdefghi`)).toBe('abcdefgh|i @2;2');
});
