import { expect, test } from 'vitest';
import { compareWithXterm } from './run.ts';

const wanted = Number(process.env['STET_FUZZ_SEQUENCES'] ?? 40_000);
const seed = Number(process.env['STET_FUZZ_SEED'] ?? 1);

test(
  `${wanted} random sequences leave the same screen as in xterm.js`,
  { timeout: 3_600_000 },
  () => {
    const { compared, disagreements } = compareWithXterm(seed, wanted);
    expect(disagreements).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(wanted);
  },
);
