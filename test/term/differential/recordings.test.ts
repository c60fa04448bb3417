import { expect, test } from 'vitest';
import { corpora } from '../corpora.ts';
import { judgeCases } from './against-others.ts';
import { kitty, libvterm } from './oracles.ts';

const PARTS = 12;
const decoder = new TextDecoder();
const missing = [kitty, libvterm].filter(({ isInstalled }) => !isInstalled);
const isRequired = process.env['STET_REQUIRE'] === 'all';

/** The beginnings of every corpus, a twelfth longer each time, whole characters only. */
const beginnings = corpora.flatMap(({ name, columns, rows, bytes }) =>
  Array.from({ length: PARTS }, (_, part) => {
    let end = Math.ceil((bytes.length * (part + 1)) / PARTS);
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end += 1;
    return { name, columns, rows, end, output: decoder.decode(bytes.subarray(0, end)) };
  }),
);

test.skipIf(missing.length > 0 && !isRequired)(
  'where kitty and libvterm agree on a corpus, at every twelfth of it, we agree too',
  { timeout: 600_000 },
  () => {
    expect(missing).toEqual([]);
    const { agreed, dissents } = judgeCases(beginnings);
    process.stderr.write(`kitty and libvterm agree on ${agreed} of ${beginnings.length}\n`);
    const named = dissents.map(({ at, difference }) => {
      const { name, end } = beginnings[at] ?? { name: '', end: 0 };
      return `${name} up to ${end}: ${difference}`;
    });
    expect(named).toEqual([]);
    expect(agreed).toBeGreaterThan(beginnings.length / 2);
  },
);
