import { expect, test } from 'vitest';
import { compareWithXterm, mutated, unrelated } from './run.ts';

const wanted = Number(process.env['STET_FUZZ_SEQUENCES'] ?? 20_000);
const seed = Number(process.env['STET_FUZZ_SEED'] ?? 1);
const kinds = [
  { name: 'random', draw: unrelated },
  { name: 'mutated', draw: mutated },
];

test.each(kinds)(
  `${wanted} $name sequences leave the same screen as in xterm.js`,
  { timeout: 3_600_000 },
  ({ draw }) => {
    const { compared, disagreements } = compareWithXterm(draw, seed, wanted);
    expect(disagreements).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(wanted);
  },
);
