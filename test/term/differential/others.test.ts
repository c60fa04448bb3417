import { expect, test } from 'vitest';
import { judge, judgeCases } from './against-others.ts';
import type { Draw } from './against-others.ts';
import { mutatedSequences } from './mutate.ts';
import { kitty, libvterm } from './oracles.ts';
import { exclusions } from './others-exclusions.ts';
import { randomSequence } from './sequences.ts';

const wanted = Number(process.env['STET_FUZZ_CASES'] ?? 2000);
const seed = Number(process.env['STET_FUZZ_SEED'] ?? 1);
const LONGEST = 12;
const kinds: readonly { readonly name: string; readonly draw: Draw }[] = [
  {
    name: 'random',
    draw: (random) =>
      Array.from({ length: 2 + random.below(LONGEST) }, () => randomSequence(random)),
  },
  { name: 'mutated', draw: (random) => mutatedSequences(random, 2 + random.below(LONGEST)) },
];

const missing = [kitty, libvterm].filter(({ isInstalled }) => !isInstalled);
const isRequired = process.env['STET_REQUIRE'] === 'all';
if (missing.length > 0) process.stderr.write('SKIPPED: kitty or libvterm is not installed\n');
const isSkipped = missing.length > 0 && !isRequired;

test.skipIf(isSkipped).each(kinds)(
  `where kitty and libvterm agree on ${wanted} $name outputs from seed ${seed} on, we agree too`,
  { timeout: 3_600_000 },
  ({ draw }) => {
    expect(missing).toEqual([]);
    const { agreed, dissents } = judge(draw, seed, wanted);
    expect(dissents).toEqual([]);
    expect(agreed).toBeGreaterThan(wanted / 3);
  },
);

test.skipIf(isSkipped).each(exclusions)(
  'left out: $because',
  { timeout: 60_000 },
  ({ applies, example }) => {
    const { before = '', sequence, after = '' } = example;
    const states = [true, false].flatMap((pendingWrap) =>
      [true, false].map((isInsideWide) => ({ pendingWrap, isInsideWide })),
    );
    expect(states.some((cursor) => applies(sequence, cursor))).toBe(true);
    const output = before + sequence + after;
    const { agreed, dissents } = judgeCases([{ columns: 6, rows: 3, output }]);
    expect(agreed === 1 && dissents.length === 0, 'kitty, libvterm and we agree').toBe(false);
  },
);
