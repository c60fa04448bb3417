import { Random } from './differential/random.ts';
import type { Corpus } from './corpora.ts';

const COLUMNS = 80;
const ROWS = 24;
const BYTES = 40_000;
const CSI = '\u001B[';
const encoder = new TextEncoder();

/** Draws a piece of output; what it begins with is written once. */
interface Stream {
  readonly name: string;
  readonly begin?: string;
  readonly piece: (random: Random, at: number) => string;
}

const letter = (random: Random): string => String.fromCharCode(0x41 + random.below(26));
const color = (random: Random): number => random.below(256);
const place = (random: Random): string =>
  `${CSI}${1 + random.below(ROWS)};${1 + random.below(COLUMNS)}H`;

/** Every cell with colours and renditions of its own. */
function denseCell(random: Random): string {
  return `${CSI}38;5;${color(random)};48;5;${color(random)};1;3;4m${letter(random)}`;
}

/** A word in a colour now and then, as editors write it. */
function mediumCells(random: Random, at: number): string {
  const style = random.isOneIn(3) ? `${CSI}${30 + random.below(8)}m` : '';
  const word = Array.from({ length: 1 + random.below(9) }, () => letter(random)).join('');
  const jump = at % 40 === 0 ? `${CSI}m${place(random)}` : '';
  return `${jump}${style}${word} `;
}

/** The whole screen line by line from home, in one letter. */
function lightCells(_: Random, at: number): string {
  return `${CSI}H${String.fromCharCode(0x41 + (at % 26)).repeat(COLUMNS * ROWS)}`;
}

/** From the edges to the middle, around and around. */
function cursorMotion(_: Random, at: number): string {
  const ring = at % (ROWS / 2);
  const [top, bottom] = [1 + ring, ROWS - ring];
  const [left, right] = [1 + ring, COLUMNS - ring];
  const mark = String.fromCharCode(0x61 + (at % 26));
  const across = Array.from({ length: right - left }, (__, step) => left + step);
  const down = Array.from({ length: bottom - top }, (__, step) => top + step);
  return [
    ...across.map((x) => [top, x]),
    ...down.map((y) => [y, right]),
    ...across.map((x) => [bottom, right + left - x]),
    ...down.map((y) => [bottom + top - y, left]),
  ]
    .map(([y, x]) => `${CSI}${y};${x}H${mark}`)
    .join('');
}

const characters = [
  'é',
  'ж',
  'λ',
  '漢',
  '字',
  '가',
  'ﬁ',
  '→',
  '█',
  '😀',
  '🚀',
  'e\u0301',
  'ก',
  'א',
] as const;

/** The streams that vtebench measures terminals with, by what its documentation says they do. */
const streams: readonly Stream[] = [
  { name: 'dense-cells', begin: `${CSI}?1049h`, piece: denseCell },
  { name: 'medium-cells', begin: `${CSI}?1049h`, piece: mediumCells },
  { name: 'light-cells', begin: `${CSI}?1049h`, piece: lightCells },
  {
    name: 'synchronized-cells',
    begin: `${CSI}?1049h`,
    piece: (random, at) =>
      `${CSI}?2026h${mediumCells(random, at)}${mediumCells(random, at + 1)}${CSI}?2026l`,
  },
  { name: 'cursor-motion', begin: `${CSI}?1049h`, piece: cursorMotion },
  { name: 'unicode', piece: (random) => random.pick(characters) },
  { name: 'scrolling', piece: (_, at) => (at % 7 === 0 ? 'yes\r\n' : 'y\r\n') },
  { name: 'scrolling-full', piece: (random) => `${letter(random).repeat(COLUMNS)}\r\n` },
  ...regionStreams(),
];

function regionStreams(): Stream[] {
  const regions: readonly (readonly [name: string, top: number, bottom: number])[] = [
    ['top-region', 2, ROWS],
    ['bottom-region', 1, ROWS - 1],
    ['top-small-region', ROWS / 2, ROWS],
    ['bottom-small-region', 1, ROWS / 2],
  ];
  return regions.flatMap(([name, top, bottom]) => [
    {
      name: `scrolling-${name}`,
      begin: `${CSI}${top};${bottom}r${CSI}${bottom};1H`,
      piece: (random) => `${letter(random).repeat(1 + random.below(9))}\r\n`,
    },
    {
      name: `scrolling-back-${name}`,
      begin: `${CSI}${top};${bottom}r${CSI}${top};1H`,
      piece: (random) => `${letter(random).repeat(1 + random.below(9))}\r\u001BM`,
    },
  ]);
}

/** All of them, the same at every run. */
export const generatedStreams: readonly Corpus[] = streams.map(({ name, begin = '', piece }) => {
  const random = new Random(name.length);
  let output = begin;
  for (let at = 0; output.length < BYTES; at += 1) output += piece(random, at);
  return { name, columns: COLUMNS, rows: ROWS, bytes: encoder.encode(output) };
});
