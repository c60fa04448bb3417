import { expect, test } from 'vitest';
import { open } from '../screens.ts';
import { at, columns, CSI, ESC, rows, ST } from './shown.ts';

const DCS = `${ESC}P`;
const OSC = `${ESC}]`;
const BEL = '\u0007';

function answersTo(output: string): string[] {
  const { write, replies } = open();
  write(output);
  return replies;
}

const palette: readonly (readonly [form: string, answer: string])[] = [
  ['#f08', 'rgb:f0f0/0000/8080'],
  ['#f0a080', 'rgb:f0f0/a0a0/8080'],
  ['#f00a00800', 'rgb:f0f0/a0a0/8080'],
  ['#f000a0008000', 'rgb:f0f0/a0a0/8080'],
  ['rgb:f/a/8', 'rgb:ffff/aaaa/8888'],
  ['rgb:f0/a0/80', 'rgb:f0f0/a0a0/8080'],
  ['rgb:f0f/a0a/808', 'rgb:f0f0/a0a0/8080'],
  ['rgb:f0f0/a0a0/8080', 'rgb:f0f0/a0a0/8080'],
];

test.each(palette)('OSC 4 and OSC 11 read %s', (form, answer) => {
  expect(answersTo(`${OSC}4;7;${form}${BEL}${OSC}4;7;?${BEL}`)).toEqual([
    `${OSC}4;7;${answer}${BEL}`,
  ]);
  expect(answersTo(`${OSC}11;${form}${ST}${OSC}11;?${ST}`)).toEqual([`${OSC}11;${answer}${ST}`]);
});

test.each(['rgbi:1/0/0', 'CIEXYZ:0.4/0.2/0.2', 'TekHVC:0/50/50', 'red', '#12345', 'rgb:1/2'])(
  'a colour written as %s changes nothing',
  (form) => {
    const before = answersTo(`${OSC}4;7;?${BEL}`);
    expect(answersTo(`${OSC}4;7;${form}${BEL}${OSC}4;7;?${BEL}`)).toEqual(before);
  },
);

test('OSC 104 brings one colour back, several, or all', () => {
  const set = `${OSC}4;1;#111;2;#222;3;#333${BEL}`;
  const ask = `${OSC}4;1;?;2;?;3;?${BEL}`;
  const [one, two, three] = answersTo(ask);
  const [changedOne, changedTwo, changedThree] = answersTo(set + ask);
  expect(changedOne).toBe(`${OSC}4;1;rgb:1010/1010/1010${BEL}`);
  expect(answersTo(`${set}${OSC}104;2${BEL}${ask}`)).toEqual([changedOne, two, changedThree]);
  expect(answersTo(`${set}${OSC}104;1;3${BEL}${ask}`)).toEqual([one, changedTwo, three]);
  expect(answersTo(`${set}${OSC}104${BEL}${ask}`)).toEqual([one, two, three]);
});

test('RIS brings every colour back', () => {
  const ask = `${OSC}4;1;?${BEL}${OSC}10;?${BEL}${OSC}12;?${BEL}`;
  expect(answersTo(`${OSC}4;1;#123${BEL}${OSC}10;#456;#789;#abc${BEL}${ESC}c${ask}`)).toEqual(
    answersTo(ask),
  );
});

const settings: readonly (readonly [name: string, setup: string, answer: string])[] = [
  ['r', '', '1;5r'],
  ['r', rows(2, 4), '2;4r'],
  ['s', '', '1;20s'],
  ['s', columns(3, 9), '3;9s'],
  ['m', '', '0m'],
  ['m', `${CSI}1;3;5;7;8;9m`, '0;1;3;5;7;8;9m'],
  ['m', `${CSI}2;4;53m`, '0;2;53;4m'],
  ['m', `${CSI}31;42m`, '0;31;42m'],
  ['m', `${CSI}91;102m`, '0;91;102m'],
  ['m', `${CSI}38;5;200m`, '0;38;5;200m'],
  ['m', `${CSI}1m${CSI}0m`, '0m'],
  ['"q', '', '0"q'],
  ['"q', `${CSI}1"q`, '1"q'],
  ['"p', '', '62;1"p'],
  [' q', '', '1 q'],
  [' q', `${CSI}2 q`, '2 q'],
  [' q', `${CSI}5 q`, '5 q'],
];

test.each(settings)('DECRQSS of %j after %j', (name, setup, answer) => {
  expect(answersTo(`${setup}${DCS}$q${name}${ST}`)).toEqual([`${DCS}1$r${answer}${ST}`]);
});

test.each(['t', '$|', '*|', '*x', '|', '$}', '$~', '+q', ',q', ''])(
  'DECRQSS of %j is refused in form',
  (name) => expect(answersTo(`${DCS}$q${name}${ST}`)).toEqual([`${DCS}0$r${ST}`]),
);

/** Private modes that can be set, and that are set at power-on. */
const privateModes = [
  1, 5, 6, 9, 45, 47, 66, 67, 69, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2004,
  2026, 2027, 2031, 2048,
];
const onAtStart = [7, 25, 1007];
/** DECANM, DECCOLM, DECSCLM, DECARM, DECPFF, DECPEX, DECNRCM, DECKBUM, DECNCSM and the like. */
const notHere = [
  2, 3, 4, 8, 18, 19, 35, 40, 42, 44, 46, 57, 58, 60, 61, 64, 68, 70, 73, 80, 81, 95,
];
const notHereEither = [96, 97, 98, 99, 100, 101, 102, 103, 104, 106, 1001, 1034, 1045, 1070, 8452];

test.each(privateModes)('DECRQM tells of ?%i after DECSET and DECRST', (mode) => {
  const query = `${CSI}?${mode}$p`;
  expect(
    answersTo(`${query}${CSI}?${mode}h${query}${CSI}?${mode}l${query}`).filter(isModeReport),
  ).toEqual([2, 1, 2].map((state) => `${CSI}?${mode};${state}$y`));
});

test.each(onAtStart)('DECRQM tells that ?%i is set at power-on', (mode) => {
  const query = `${CSI}?${mode}$p`;
  expect(answersTo(`${query}${CSI}?${mode}l${query}`)).toEqual([
    `${CSI}?${mode};1$y`,
    `${CSI}?${mode};2$y`,
  ]);
});

test.each([...notHere, ...notHereEither])('DECRQM does not know ?%i, set or not', (mode) => {
  const query = `${CSI}?${mode}$p`;
  expect(answersTo(`${query}${CSI}?${mode}h${query}`)).toEqual([
    `${CSI}?${mode};0$y`,
    `${CSI}?${mode};0$y`,
  ]);
});

test('DECRQM knows insert and new line mode, and no other mode of ECMA-48', () => {
  expect(answersTo(`${CSI}4h${CSI}4$p${CSI}20$p${CSI}20h${CSI}20$p`)).toEqual([
    `${CSI}4;1$y`,
    `${CSI}20;2$y`,
    `${CSI}20;1$y`,
  ]);
  for (const mode of [1, 2, 3, 5, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]) {
    expect(answersTo(`${CSI}${mode}h${CSI}${mode}$p`)).toEqual([`${CSI}${mode};0$y`]);
  }
});

const asked: readonly (readonly [title: string, query: string, answers: readonly string[]])[] = [
  ['DA1 with 0', `${CSI}0c`, [`${CSI}?62;6;22c`]],
  ['DA1 with another parameter', `${CSI}1c`, []],
  ['DA2 with 0', `${CSI}>0c`, [`${CSI}>1;277;0c`]],
  ['DA2 with another parameter', `${CSI}>1c`, []],
  ['DA3 with 0', `${CSI}=0c`, [`${DCS}!|73746574${ST}`]],
  ['DECID of 8 bits', '\u009A', [`${CSI}?62;6;22c`]],
  ['DECXCPR in origin mode', `${rows(2, 4)}${CSI}?6h${CSI}2;3H${CSI}?6n`, [`${CSI}?2;3;1R`]],
  ['CPR while a wrap is pending', `${at(1, 20)}x${CSI}6n`, [`${CSI}1;20R`]],
  ['DSR of the printer', `${CSI}?15n`, [`${CSI}?13n`]],
  ['DSR of user-defined keys', `${CSI}?25n`, [`${CSI}?20n`]],
  ['DSR of the keyboard', `${CSI}?26n`, [`${CSI}?27;1;0;0n`]],
  ['DSR of the locator', `${CSI}?55n${CSI}?56n`, [`${CSI}?53n`, `${CSI}?57;0n`]],
  ['DECREQTPARM', `${CSI}x${CSI}1x`, [`${CSI}2;1;1;128;128;1;0x`, `${CSI}3;1;1;128;128;1;0x`]],
  ['XTQMODKEYS of another resource', `${CSI}?1m`, []],
  ['S8C1T leaves answers in 7 bits', `${ESC} G${CSI}5n`, [`${CSI}0n`]],
  ['DECSCL leaves answers in 7 bits', `${CSI}64;2"p${CSI}5n`, [`${CSI}0n`]],
  ['titles are told to nobody', `${OSC}2;rm -rf${BEL}${CSI}20t${CSI}21t`, []],
  ['a checksum is told to nobody', `abc${CSI}1;1;1;1;1;3*y`, []],
];

test.each(asked)('%s', (_, query, answers) => {
  expect(answersTo(query)).toEqual(answers);
});

const titles: readonly (readonly [steps: string, title: string])[] = [
  ['window and icon, both back', `${CSI}22;0t${OSC}0;b${BEL}${CSI}23;0t`],
  ['window, window back', `${CSI}22;2t${OSC}2;b${BEL}${CSI}23;2t`],
  ['both, window back', `${CSI}22;0t${OSC}2;b${BEL}${CSI}23;2t`],
  ['no parameter stands for both', `${CSI}22t${OSC}0;b${BEL}${CSI}23t`],
  ['window twice', `${CSI}22;2t${OSC}2;b${BEL}${CSI}22;2t${OSC}2;c${BEL}${CSI}23;2t${CSI}23;2t`],
].map(([steps = '', output = '']) => [steps, `${OSC}2;a${BEL}${output}`]);

test.each(titles)('the title is pushed and popped: %s', (_, output) => {
  const { terminal, write } = open();
  write(output);
  expect(terminal.title).toBe('a');
});

test('popping only the title of the icon leaves that of the window', () => {
  const { terminal, write } = open();
  write(`${OSC}2;a${BEL}${CSI}22;1t${OSC}2;b${BEL}${CSI}23;1t`);
  expect(terminal.title).toBe('b');
});

function isModeReport(reply: string): boolean {
  return reply.endsWith('$y');
}
