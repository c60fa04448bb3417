import { expect, test } from 'vitest';
import { linesOf, open, rowsOf } from './screens.ts';

const CSI = '\u001B[';

/** What a terminal of 20 by 5 shows after some output. */
function shown(text: string): string[] {
  const { terminal, write } = open();
  write(text);
  return rowsOf(terminal);
}

test('text wraps only when a character comes after the last column', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 3 } });
  write('abcde');
  expect(terminal.cursor).toMatchObject({ x: 4, y: 0, pendingWrap: true });
  write('\r\nx');
  expect(rowsOf(terminal)).toEqual(['abcde', 'x']);
  write(`${CSI}1;5HZ${CSI}K!`);
  expect(rowsOf(terminal)).toEqual(['abcdZ', '!']);
});

test('left and right margins confine printing, wrapping, line feeds and edits', () => {
  const text = `${CSI}?69h${CSI}3;6s${CSI}1;3Habcdefgh`;
  expect(shown(text)).toEqual(['  abcd', '  efgh']);
  expect(shown(`${text}${CSI}1;3H${CSI}@`)).toEqual(['   abc', '  efgh']);
  expect(shown(`${text}${CSI}1;3H${CSI}P`)).toEqual(['  bcd', '  efgh']);
  expect(shown(`0123456789\r\n0123456789${text}${CSI}1;3H${CSI}L`)).toEqual([
    '01    6789',
    '01abcd6789',
    '  efgh',
  ]);
  expect(shown(`${text}${CSI}?69l${CSI}1;1Hx`)).toEqual(['x abcd', '  efgh']);
});

test('a scroll region with margins scrolls its columns alone', () => {
  const rows = '11111\r\n22222\r\n33333\r\n44444';
  const region = `${CSI}?69h${CSI}2;3r${CSI}2;4s`;
  expect(shown(`${rows}${region}${CSI}3;2H\n`)).toEqual(['11111', '23332', '3   3', '44444']);
  expect(shown(`${rows}${region}${CSI}2;2H\u001BM`)).toEqual(['11111', '2   2', '32223', '44444']);
});

test('reverse wrap goes back over soft wraps only', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 3 } });
  write(`${CSI}?45habcdefg\b\b\b`);
  expect(terminal.cursor).toMatchObject({ x: 4, y: 0 });
  write(`\r\n${CSI}2;1H\b`);
  expect(terminal.cursor).toMatchObject({ x: 0, y: 1 });
});

test('a character is repeated only right after it was printed', () => {
  expect(shown(`ab${CSI}3b`)).toEqual(['abbbb']);
  expect(shown(`ab${CSI}C${CSI}3b`)).toEqual(['ab']);
});

test('line drawing and the British set stand for other characters', () => {
  expect(shown('\u001B(0lqk\u001B(Bq#\u001B(A#')).toEqual(['┌─┐q#£']);
  expect(shown('\u001B)0a\u000Eqq\u000Fq')).toEqual(['a──q']);
  expect(shown('\u001B*0\u001BNqq')).toEqual(['─q']);
});

test('selective erase spares what was printed under DECSCA', () => {
  expect(shown(`a${CSI}1"qbc${CSI}0"qd${CSI}?2K`)).toEqual([' bc']);
  expect(shown(`a${CSI}1"qbc${CSI}0"qd${CSI}2K`)).toEqual([]);
});

test('combining marks join the character before them, zero-width ones too', () => {
  const { terminal, write } = open();
  write('e\u0301\u200Dx');
  expect(terminal.cell(0, 0)).toMatchObject({ text: 'e\u0301\u200D', width: 1 });
  expect(terminal.cell(1, 0).text).toBe('x');
});

test('a combining mark after a full row belongs to the last character of it', () => {
  const { terminal, write } = open({ size: { columns: 3, rows: 2 } });
  write('abe\u0301');
  expect(terminal.cell(2, 0).text).toBe('e\u0301');
  expect(terminal.cursor.pendingWrap).toBe(true);
});

const clusters: readonly (readonly [name: string, text: string, width: number])[] = [
  ['a family joined by ZWJ', '👨‍👩‍👧‍👦', 2],
  ['a flag', '🇩🇪', 2],
  ['a heart with VS16', '❤️', 2],
  ['a skin tone', '👍🏽', 2],
  ['a keycap', '1️⃣', 1],
  ['a Devanagari conjunct', 'क्षि', 1],
  ['a Hangul syllable of jamo', '\u1112\u1161\u11AB', 2],
  ['a Thai vowel', 'กี', 1],
];

test.each(clusters)('in mode 2027 %s is one character', (_, text, width) => {
  const { terminal, write } = open();
  write(`${CSI}?2027h${text}|`);
  expect(terminal.cell(0, 0)).toMatchObject({ text, width: width === 2 ? 2 : 1 });
  expect(terminal.cell(width, 0).text).toBe('|');
});

test('a character that VS16 widens at the edge goes to the next row', () => {
  const { terminal, write } = open({ size: { columns: 3, rows: 2 } });
  write(`${CSI}?2027hab❤️!`);
  expect(rowsOf(terminal)).toEqual(['ab', '❤️!']);
});

test('a character that VS16 widens in insert mode pushes the others on by one more', () => {
  const { terminal, write } = open({ size: { columns: 8, rows: 1 } });
  write(`${CSI}?2027habcd${CSI}1;2H${CSI}4h❤️!`);
  expect(rowsOf(terminal)).toEqual(['a❤️!bcd']);
});

test('ill-formed UTF-8 becomes one replacement for each maximal part', () => {
  const { terminal } = open({ size: { columns: 40, rows: 1 } });
  const bytes = [0x61, 0xf1, 0x80, 0x80, 0xe1, 0x80, 0xc2, 0x62, 0x80, 0x63, 0x80, 0xbf, 0x64];
  terminal.write(Uint8Array.from(bytes));
  expect(rowsOf(terminal)).toEqual(['a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd']);
  const other = open({ size: { columns: 40, rows: 1 } }).terminal;
  other.write(
    Uint8Array.from([0xc0, 0xaf, 0xe0, 0x80, 0xbf, 0xf0, 0x81, 0x82, 0x41, 0xed, 0xa0, 0x80]),
  );
  expect(rowsOf(other)).toEqual(['\uFFFD'.repeat(8) + 'A' + '\uFFFD'.repeat(3)]);
});

test('a sequence may be interrupted by controls, cancelled, and started anew', () => {
  expect(shown(`a${CSI}\r2Cb`)).toEqual(['a b']);
  expect(shown(`a${CSI}12\u0018b`)).toEqual(['ab']);
  expect(shown(`a${CSI}1\u001B[2Cb`)).toEqual(['a  b']);
  expect(shown('a\u001BPq123\u001B\\b\u001B_x\u001B\\c\u001B^y\u001B\\d\u001BXz\u001B\\e')).toEqual(
    ['abcde'],
  );
});

test('C1 controls are recognized as code points', () => {
  expect(shown('a\u009B2Cb\u0085c\u009Dtitle\u009Cd')).toEqual(['a  b', 'cd']);
});

test('titles, their stack and the directory are kept', () => {
  const { terminal, write, events } = open();
  write('\u001B]2;one\u0007\u001B[22;2t\u001B]0;two ✓\u001B\\');
  expect(terminal.title).toBe('two ✓');
  write('\u001B[23;2t\u001B]7;file://host/srv/%FF%20x\u0007');
  expect(terminal.title).toBe('one');
  expect(terminal.directory).toEqual({ host: 'host', path: '/srv/\uDCFF x' });
  write('\u001B]1337;CurrentDir=/a\u0007\u001B]633;P;Cwd=/b\\x3bc\u0007\u001B]9;9;"/d"\u0007');
  expect(events.filter(({ kind }) => kind === 'directory')).toHaveLength(4);
  expect(terminal.directory?.path).toBe('/d');
});

test('marks go with their line into the history', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 2 } });
  write(
    '\u001B]133;A\u0007$ \u001B]133;B\u0007ls\r\n\u001B]133;C\u0007out\r\n\u001B]133;D;2\u0007\r\nx\u001B]1337;SetMark\u0007',
  );
  expect(terminal.marks).toEqual([
    { kind: 'prompt', line: 0, column: 0, exitCode: undefined },
    { kind: 'command', line: 0, column: 2, exitCode: undefined },
    { kind: 'output', line: 1, column: 0, exitCode: undefined },
    { kind: 'finished', line: 2, column: 0, exitCode: 2 },
    { kind: 'place', line: 3, column: 1, exitCode: undefined },
  ]);
});

test('notifications, progress, bells and pictures are told and leave the screen alone', () => {
  const { write, events, terminal } = open();
  write('\u0007\u001B]9;hello\u0007\u001B]9;4;1;50\u0007\u001B]777;notify;a;b\u0007');
  write('\u001BPq#0~~\u001B\\\u001B_Gf=24;AAAA\u001B\\\u001B]1337;File=x:AAAA\u0007');
  expect(events).toEqual([
    { kind: 'bell' },
    { kind: 'notification', title: '', body: 'hello' },
    { kind: 'progress', state: 1, percent: 50 },
    { kind: 'notification', title: 'a', body: 'b' },
    { kind: 'graphics', protocol: 'sixel' },
    { kind: 'graphics', protocol: 'kitty' },
    { kind: 'graphics', protocol: 'iterm' },
  ]);
  expect(rowsOf(terminal)).toEqual([]);
});

test('modes are what the program last set', () => {
  const { terminal, write } = open();
  write(`${CSI}?1;1002;1006;2004;1004;66h${CSI}>4;1m${CSI}20h`);
  expect(terminal.modes).toMatchObject({
    applicationCursorKeys: true,
    mouse: 'drag',
    mouseEncoding: 'sgr',
    bracketedPaste: true,
    focusEvents: true,
    applicationKeypad: true,
    modifyOtherKeys: 1,
    newLine: true,
  });
  write(`${CSI}?1002l${CSI}!p`);
  expect(terminal.modes).toMatchObject({ mouse: 'none', applicationCursorKeys: false });
});

test('XTSAVE and XTRESTORE bring modes back', () => {
  const { terminal, write } = open();
  write(`${CSI}?2004h${CSI}?2004;1000s${CSI}?2004l${CSI}?1000h${CSI}?2004;1000r`);
  expect(terminal.modes).toMatchObject({ bracketedPaste: true, mouse: 'none' });
});

test('history is kept as logical lines with styles, and can be searched', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 2 } });
  write('one\r\n\u001B[31mtwo\u001B[0m is a long line 漢字\r\nthree\r\nfour\r\nfive');
  const { history } = terminal;
  expect(history.nextLine).toBe(3);
  expect(linesOf(terminal)).toEqual(['one', 'two is a long line 漢字', 'three', 'four', 'five']);
  expect(history.line(1)?.runs[0]).toMatchObject({
    text: 'two',
    columns: 3,
    style: { foreground: { kind: 'indexed', index: 1 } },
  });
  expect(history.search('long line 漢')).toEqual([{ line: 1, offset: 9 }]);
  expect(history.search('nowhere')).toEqual([]);
  expect(history.line(99)).toBeUndefined();
});

test('old pages are let go at the limit, and line numbers stay true', () => {
  const { terminal, write, events } = open({ historyLines: 10_000 });
  for (let line = 0; line < 50_000; line += 1) write(`line ${line}\r\n`);
  const { history } = terminal;
  expect(history.nextLine - history.firstLine).toBeLessThan(20_000);
  expect(history.nextLine - history.firstLine).toBeGreaterThanOrEqual(10_000);
  for (const number of [history.firstLine, 45_000, history.nextLine - 1]) {
    expect(history.line(number)?.runs[0]?.text).toBe(`line ${number}`);
  }
  expect(history.line(history.firstLine - 1)).toBeUndefined();
  expect(events.filter(({ kind }) => kind === 'page').length).toBeGreaterThan(5);
});

test('ED 3 forgets the history and says so', () => {
  const { terminal, write, events } = open();
  for (let line = 0; line < 20; line += 1) write(`line ${line}\r\n`);
  write(`${CSI}3J`);
  expect(terminal.history).toMatchObject({ firstLine: 16, nextLine: 16 });
  expect(events).toContainEqual({ kind: 'history-cleared' });
});

test('a line of any length is one line of the history', () => {
  const { terminal, write } = open();
  write('x'.repeat(200_000));
  write('\r\nend\r\n\r\n\r\n\r\n\r\n');
  expect(linesOf(terminal)).toEqual(['x'.repeat(200_000), 'end']);
});

test('the alternate screen leaves the main screen and the history alone', () => {
  const { terminal, write } = open();
  write(`main${CSI}?1049h${CSI}H`);
  for (let line = 0; line < 20; line += 1) write(`alt ${line}\r\n`);
  expect(terminal.history.nextLine).toBe(0);
  write(`${CSI}?1049l!`);
  expect(rowsOf(terminal)).toEqual(['main!']);
});
