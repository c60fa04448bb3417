import { expect, test } from 'vitest';
import type { TerminalSize } from '../../src/term/terminal.ts';
import { Random } from './differential/random.ts';
import { open } from './screens.ts';

const encoder = new TextEncoder();
const CSI = '\u001B[';
const renditions: readonly [string, ...string[]] = [
  '',
  '0',
  '1',
  '01;34',
  '38;5;200',
  '38;2;1;2;3',
  '4:3',
  '7',
  '22;39',
  '38;9;31',
];
const backgrounds: readonly [string, ...string[]] = ['41', '48;5;7', '48;2;1;2;3', '49', '0'];
/** What comes between plain lines and is none itself, or changes what they would do. */
const others: readonly [string, ...string[]] = [
  'é',
  '漢字',
  '\t',
  '\r',
  '\n',
  '\r\r\n',
  '\b',
  '\u0007',
  `${CSI}H`,
  `${CSI}2J`,
  `${CSI}2;3r`,
  `${CSI}r`,
  `${CSI}9;1H`,
  `${CSI}4h`,
  `${CSI}4l`,
  `${CSI}?7l`,
  `${CSI}?7h`,
  `${CSI}20h`,
  `${CSI}20l`,
  `${CSI}?69h${CSI}2;9s`,
  `${CSI}?69l`,
  `${CSI}?1049h`,
  `${CSI}?1049l`,
  `${CSI}?2027h`,
  `${CSI}?2027l`,
  `${CSI}1"q`,
  `${CSI}38;5`,
  `${CSI}>4m`,
  `${CSI}5b`,
  '\u000E',
  '\u000F',
  '\u001B(0',
  '\u001B(B',
  '\u001B]133;A\u0007',
  '\u001B]8;;http://a\u0007',
  '\u001B]8;;\u0007',
  '\u007F',
];

function textOf(random: Random): string {
  const length = random.isOneIn(4) ? random.below(60) : random.below(12);
  return Array.from({ length }, () => String.fromCharCode(0x20 + random.below(95))).join('');
}

function lineOf(random: Random, strangeness: number): string {
  const parts = Array.from({ length: 1 + random.below(4) }, () => {
    const kind = random.below(6);
    if (kind === 0) return `${CSI}${random.pick(renditions)}m`;
    if (kind === 1 && random.isOneIn(strangeness)) return random.pick(others);
    if (kind === 2 && random.isOneIn(strangeness)) return `${CSI}${random.pick(backgrounds)}m`;
    if (kind === 3 && random.isOneIn(strangeness)) return random.pick(['\n', `${CSI}A`]);
    return textOf(random);
  });
  return `${parts.join('')}\r\n`;
}

/** What a terminal hands out and is after it read output in pieces of `step` bytes. */
function written(size: TerminalSize, output: Uint8Array, step: number): Buffer {
  const { terminal, events } = open({ size });
  for (let at = 0; at < output.length; at += step) terminal.write(output.subarray(at, at + step));
  const pages = events.flatMap((event) => (event.kind === 'page' ? [event.page] : []));
  const parts = pages.flatMap((page) => [Buffer.from(`page from ${page.firstLine}`), page.bytes]);
  return Buffer.concat([...parts, terminal.save()]);
}

test('rows that come and leave within one write leave the same as byte by byte', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = new Random(seed);
    const size = { columns: 2 + random.below(30), rows: 1 + random.below(8) };
    const strangeness = 1 + random.below(40);
    const lines = Array.from({ length: 200 }, () => lineOf(random, strangeness));
    const output = encoder.encode(lines.join(''));
    const expected = written(size, output, 1);
    for (const step of [output.length, 1000]) {
      expect(written(size, output, step).equals(expected), `seed ${seed} by ${step}`).toBe(true);
    }
  }
});

test('more rows than are looked at at once fill the same pages', () => {
  const random = new Random(7);
  const size = { columns: 200, rows: 50 };
  const short = Array.from({ length: 30_000 }, () => (random.isOneIn(3) ? '\r\n' : 'y\r\n'));
  const long = Array.from({ length: 3000 }, () => lineOf(random, 100).repeat(1 + random.below(9)));
  const crowded = `${`${CSI}31ma${CSI}32mb`.repeat(3000)}\r\n`;
  for (const text of [short.join(''), long.join(''), crowded.repeat(3)]) {
    const output = encoder.encode(text);
    const expected = written(size, output, 97);
    expect(written(size, output, output.length).equals(expected)).toBe(true);
  }
});

test('a mark on the row where they begin stays with what is printed there first', () => {
  const { terminal, write } = open();
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}\r\n`).join('');
  write(lines);
  write(`\u001B]133;A\u0007${CSI}A\n${lines}`);
  expect(terminal.marks.map(({ line }) => line)).toEqual([40]);
});
