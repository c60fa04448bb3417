import { expect, test } from 'vitest';
import { encodeText } from '../../../src/base/lossless-text.ts';
import { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { Random } from '../differential/random.ts';
import { randomSequence } from '../differential/sequences.ts';
import { isXtermHere, isXtermRequired, startXServer, type XServer } from '../input/xterm-oracle.ts';
import { columns, CSI, shownAfter, size } from './shown.ts';
import { shownByXterm } from './xterm-screen.ts';

const wanted = Number(process.env['STET_XTERM_CASES'] ?? 500);
const firstSeed = Number(process.env['STET_FUZZ_SEED'] ?? 1);
const SEQUENCES = 14;
const AT_ONCE = 200;
const MOST = 5;

/** Where a real xterm is known to differ; README.md and the tables beside say why. */
const decisions: readonly (readonly [because: string, applies: Applies])[] = [
  [
    'a checksum does not tell how a wide or a combined character lies',
    (text) => /[^\0-\u02ff\u2000-\u2fff]|\u0301/u.test(text),
  ],
  ['a checksum does not tell hidden text', (text) => /[[;:]8[;:m]/.test(text)],
  ['?45 was changed in patch 383', (text) => text.includes('?45')],
  [
    '"CSI 0 T" does nothing in xterm, where every other count of 0 is 1',
    (text) => text.endsWith('[0T'),
  ],
  [
    '?1049 on the alternate screen clears it in xterm, not in xterm.js and kitty',
    (text, { vt }) => text.includes('?1049h') && vt.screen.isAlternate,
  ],
  [
    'with a pending wrap ED and EL erase the last cell and end it in xterm, not in xterm.js and kitty',
    (text, { cursor, modes }) =>
      cursor.pendingWrap && modes.autoWrap && /\[\??[\d;]*[JK]$/.test(text),
  ],
  [
    'after SU by more rows than there are xterm forgets what is protected',
    (text) => /\[(?:[7-9]|\d\d+)S$/.test(text),
  ],
  [
    'text that runs into the margins in insert mode moves nothing in xterm, which counts by runs',
    (text, { modes, vt }) =>
      modes.insert && vt.screen.x < vt.screen.left && !text.startsWith('\u001B'),
  ],
  [
    '?1049h ends a pending wrap in xterm, not in kitty and libvterm',
    (text, { cursor }) => cursor.pendingWrap && text.includes('?1049h'),
  ],
  [
    'CBT keeps a pending wrap in xterm, although it moves',
    (text, { cursor }) => cursor.pendingWrap && text.endsWith('Z'),
  ],
  [
    'tabs from right of the right margin go back to it in xterm',
    (text, { vt }) => vt.screen.x > vt.screen.right && /\t|I$/.test(text),
  ],
  [
    'C1 controls as code points are done here, in kitty and xterm.js',
    (text) => /[\u0080-\u009f]/.test(text),
  ],
];

type Applies = (sequence: string, ours: VtTerminal) => boolean;

/** What is fuzzed nowhere else: xterm.js has no left and right margins. */
function sequence(random: Random): string {
  if (!random.isOneIn(12)) return randomSequence(random);
  return random.isOneIn(4)
    ? `${CSI}?69l`
    : columns(1 + random.below(5), 3 + random.below(size.columns - 2));
}

function draw(seed: number): readonly string[] {
  const random = new Random(seed);
  return comparable(Array.from({ length: SEQUENCES }, () => sequence(random)));
}

function comparable(sequences: readonly string[]): readonly string[] {
  const ours = new VtTerminal({ size });
  return sequences.filter((text) => {
    if (decisions.some(([, applies]) => applies(text, ours))) return false;
    ours.write(encodeText(text));
    return true;
  });
}

/** Leaves out what the difference does not need. */
async function shrink(server: XServer, failing: readonly string[]): Promise<string> {
  let sequences = failing;
  for (let at = failing.length - 1; at >= 0; at -= 1) {
    const fewer = comparable(sequences.filter((_, index) => index !== at));
    const [shown] = await shownByXterm(server, [fewer.join('')]);
    if (shown !== shownAfter(fewer.join(''))) sequences = fewer;
  }
  const [shown] = await shownByXterm(server, [sequences.join('')]);
  const ours = shownAfter(sequences.join(''));
  return `${JSON.stringify(sequences)}: xterm ${shown}, ours ${ours}`;
}

test.skipIf(!isXtermHere && !isXtermRequired)(
  `a real xterm shows the same after ${wanted} random outputs, left and right margins included`,
  { timeout: 3_600_000 },
  async () => {
    const server = await startXServer();
    const different: string[] = [];
    try {
      for (let at = 0; at < wanted && different.length < MOST; at += AT_ONCE) {
        const count = Math.min(AT_ONCE, wanted - at);
        const drawn = Array.from({ length: count }, (_, index) => draw(firstSeed + at + index));
        const shown = await shownByXterm(
          server,
          drawn.map((texts) => texts.join('')),
        );
        const failing = drawn.filter((texts, index) => shownAfter(texts.join('')) !== shown[index]);
        for (const texts of failing.slice(0, MOST)) different.push(await shrink(server, texts));
      }
    } finally {
      await server.stop();
    }
    expect(different).toEqual([]);
  },
);
