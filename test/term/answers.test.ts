import { expect, test } from 'vitest';
import { open } from './screens.ts';

const CSI = '\u001B[';
const DCS = '\u001BP';
const ST = '\u001B\\';

/** What a terminal of 20 by 5 answers, in order. */
function answers(text: string, options: Parameters<typeof open>[0] = {}): string[] {
  const { write, replies } = open(options);
  write(text);
  return replies;
}

const exact: readonly (readonly [name: string, query: string, answer: string])[] = [
  ['DA1', `${CSI}c`, `${CSI}?62;6;22c`],
  ['DA1 by DECID', '\u001BZ', `${CSI}?62;6;22c`],
  ['DA2', `${CSI}>c`, `${CSI}>1;277;0c`],
  ['DA3', `${CSI}=c`, `${DCS}!|73746574${ST}`],
  ['DSR 5', `${CSI}5n`, `${CSI}0n`],
  ['CPR', `ab\r\nc${CSI}6n`, `${CSI}2;2R`],
  ['CPR in origin mode', `${CSI}2;4r${CSI}?6h${CSI}2;3H${CSI}6n`, `${CSI}2;3R`],
  ['DECXCPR', `${CSI}3;4H${CSI}?6n`, `${CSI}?3;4;1R`],
  ['XTVERSION', `${CSI}>q`, `${DCS}>|stet(1)${ST}`],
  ['14t', `${CSI}14t`, `${CSI}4;100;200t`],
  ['16t', `${CSI}16t`, `${CSI}6;20;10t`],
  ['18t', `${CSI}18t`, `${CSI}8;5;20t`],
  ['dark or light', `${CSI}?996n`, `${CSI}?997;1n`],
  ['kitty keyboard', `${CSI}>5u${CSI}?u`, `${CSI}?5u`],
  ['kitty keyboard after pop', `${CSI}>5u${CSI}<u${CSI}?u`, `${CSI}?0u`],
  ['kitty keyboard, flags added', `${CSI}>1u${CSI}=8;2u${CSI}?u`, `${CSI}?9u`],
  ['XTQMODKEYS', `${CSI}>4;2m${CSI}?4m`, `${CSI}>4;2m`],
  ['OSC 4', '\u001B]4;1;?\u0007', '\u001B]4;1;rgb:cdcd/0000/0000\u0007'],
  [
    'OSC 4 after a change',
    '\u001B]4;1;#102030;1;?\u001B\\',
    '\u001B]4;1;rgb:1010/2020/3030\u001B\\',
  ],
  ['OSC 10', '\u001B]10;?\u0007', '\u001B]10;rgb:e5e5/e5e5/e5e5\u0007'],
  ['OSC 11', '\u001B]11;?\u001B\\', '\u001B]11;rgb:0000/0000/0000\u001B\\'],
  [
    'OSC 12 after a change',
    '\u001B]12;rgb:f/8/0\u0007\u001B]12;?\u0007',
    '\u001B]12;rgb:ffff/8888/0000\u0007',
  ],
  ['OSC 17', '\u001B]17;?\u0007', '\u001B]17;rgb:e5e5/e5e5/e5e5\u0007'],
  [
    'OSC 119 after a change',
    '\u001B]19;#123456\u0007\u001B]119\u0007\u001B]19;?\u0007',
    '\u001B]19;rgb:0000/0000/0000\u0007',
  ],
  ['OSC 99 p=?', '\u001B]99;i=a1:p=?;\u001B\\', '\u001B]99;i=a1:p=?;p=title,body\u001B\\'],
  [
    'OSC 99 with a hostile id',
    '\u001B]99;i=a b:p=?;\u0007',
    '\u001B]99;i=0:p=?;p=title,body\u0007',
  ],
  [
    'OSC 111',
    '\u001B]11;#fff\u0007\u001B]111\u0007\u001B]11;?\u0007',
    '\u001B]11;rgb:0000/0000/0000\u0007',
  ],
  ['DECRQSS m', `${CSI}1;4:3;38;2;1;2;3m${DCS}$qm${ST}`, `${DCS}1$r0;1;4:3;38;2;1;2;3m${ST}`],
  ['DECRQSS r', `${CSI}2;4r${DCS}$qr${ST}`, `${DCS}1$r2;4r${ST}`],
  ['DECRQSS SP q', `${CSI}4 q${DCS}$q q${ST}`, `${DCS}1$r4 q${ST}`],
  ['DECRQSS of something else', `${DCS}$qz${ST}`, `${DCS}0$r${ST}`],
  ['XTGETTCAP', `${DCS}+q436F${ST}`, `${DCS}1+r436F=323536${ST}`],
  ['XTGETTCAP of something else', `${DCS}+q5a5a${ST}`, `${DCS}0+r5a5a${ST}`],
  [
    'kitty graphics',
    '\u001B_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001B\\',
    '\u001B_Gi=31;ENOTSUP:stet keeps no pictures\u001B\\',
  ],
  ['in-band resize', `${CSI}?2048h`, `${CSI}48;5;20;100;200t`],
];

test.each(exact)('%s is answered', (_, query, answer) => {
  expect(answers(query)).toEqual([answer]);
});

test('one OSC 10 may ask for the colours that follow it', () => {
  expect(answers('\u001B]10;?;?\u0007')).toEqual([
    '\u001B]10;rgb:e5e5/e5e5/e5e5\u0007',
    '\u001B]11;rgb:0000/0000/0000\u0007',
  ]);
});

test('answers come in the order of the queries, each as things stand at its byte', () => {
  expect(answers(`${CSI}6nab${CSI}6n${CSI}c\r\n${CSI}6n${CSI}5n`)).toEqual([
    `${CSI}1;1R`,
    `${CSI}1;3R`,
    `${CSI}?62;6;22c`,
    `${CSI}2;1R`,
    `${CSI}0n`,
  ]);
});

test('DECRQM tells 1 for set, 2 for reset and 0 for a mode that we do not have', () => {
  const ask = (mode: string): string | undefined => answers(`${CSI}?2004h${CSI}${mode}$p`)[0];
  expect(ask('?2004')).toBe(`${CSI}?2004;1$y`);
  for (const mode of ['?1', '?1016', '?2026', '?2027', '?2031', '?2048', '?1049', '?69']) {
    expect(ask(mode)).toBe(`${CSI}${mode};2$y`);
  }
  expect(ask('?7')).toBe(`${CSI}?7;1$y`);
  expect(ask('4')).toBe(`${CSI}4;2$y`);
  expect(ask('?9999')).toBe(`${CSI}?9999;0$y`);
});

test('the clipboard is claimed only when programs may set it, and can never be read', () => {
  const write = '\u001B]52;c;aGk=\u0007';
  const closed = open();
  closed.write(`${write}\u001B]52;c;?\u0007`);
  expect(closed.events).toEqual([{ kind: 'unanswered', query: 'OSC 52' }]);
  const allowed = open({ allowsClipboard: true });
  allowed.write(`${write}${CSI}c`);
  expect(allowed.events).toEqual([{ kind: 'clipboard', selection: 'c', base64: 'aGk=' }]);
  expect(allowed.replies).toEqual([`${CSI}?62;6;22;52c`]);
});

test('one OSC asks for all colours from its number on', () => {
  const [grey, black] = ['e5e5/e5e5/e5e5', '0000/0000/0000'];
  const colors = [grey, black, grey, black, grey, grey, black];
  expect(answers('\u001B]13;?;?;?;?;?;?;?\u0007')).toEqual(
    colors.map((color, at) => `\u001B]${13 + at};rgb:${color}\u0007`),
  );
});

test('features are told in the codes of iTerm2, the clipboard only where programs may set it', () => {
  const codes = 'LrMSc7UUw16Ts3BGsGoSyHNo';
  expect(answers('\u001B]1337;Capabilities\u0007')).toEqual([
    `\u001B]1337;Capabilities=T3${codes}\u0007`,
  ]);
  const open52 = open({ allowsClipboard: true });
  open52.write('\u001B]1337;Capabilities\u001B\\');
  expect(open52.replies).toEqual([`\u001B]1337;Capabilities=T3Cw${codes}\u001B\\`]);
});

test('queries without an answer are counted by name', () => {
  const { write, terminal, replies } = open();
  write(`\u0005${CSI}21t${CSI}21t${CSI}?62n\u001B]22;?\u0007${CSI}?1;1;0S${CSI}7n`);
  expect(replies).toEqual([]);
  expect(Object.fromEntries(terminal.unanswered)).toEqual({
    ENQ: 1,
    'XTWINOPS 21': 2,
    'DSR ?62': 1,
    'OSC 22': 1,
    'XTSMGRAPHICS 1': 1,
    'DSR 7': 1,
  });
});

test('mode 2031 tells about a change of the colour scheme, once asked for', () => {
  const { write, terminal, replies } = open();
  terminal.setColorScheme('light');
  write(`${CSI}?2031h`);
  terminal.setColorScheme('dark');
  terminal.setColorScheme('light');
  write('\u001B]11;?\u0007');
  expect(replies).toEqual([`${CSI}?997;1n`, `${CSI}?997;2n`, '\u001B]11;rgb:ffff/ffff/ffff\u0007']);
});

test('synchronized output ends by itself after a second', () => {
  let now = 5000;
  const { write, terminal } = open({ now: () => now });
  write(`${CSI}?2026h`);
  now += 999;
  expect(terminal.modes.synchronizedOutput).toBe(true);
  now += 1;
  expect(terminal.modes.synchronizedOutput).toBe(false);
});

test('kitty keyboard flags belong to a screen', () => {
  const { write, terminal } = open();
  write(`${CSI}>3u${CSI}?1049h`);
  expect(terminal.modes.kittyKeyboard).toBe(0);
  write(`${CSI}>31u${CSI}?1049l`);
  expect(terminal.modes.kittyKeyboard).toBe(3);
});
