import { expect, test } from 'vitest';
import { corpora } from './corpora.ts';
import { Random } from './differential/random.ts';
import { linesOf, open, rowsOf } from './screens.ts';

const megabytes = Number(process.env['STET_NOISE_MB'] ?? 8);
const seed = Number(process.env['STET_FUZZ_SEED'] ?? 11);
const resizes = Number(process.env['STET_RESIZES'] ?? 60);
/** Far above what is needed, so that only growth without end is caught. */
const MOST_GROWTH_MB = 400;
const MOST_CPU_SECONDS_A_MB = 2;
const MEGABYTE = 1 << 20;

/** Bytes of every kind, with many introducers of sequences among them. */
function noise(random: Random, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const usual = [
    0x1b, 0x5b, 0x5d, 0x50, 0x3b, 0x6d, 0x48, 0x4a, 0x3f, 0x68, 0x9b, 0xc2, 0x07, 0x0a,
  ];
  for (let at = 0; at < size; at += 1) {
    bytes[at] = random.isOneIn(3) ? (usual[random.below(usual.length)] ?? 0) : random.below(256);
  }
  return bytes;
}

/** Pieces of a pool of noise, in another order every time. */
function* pieces(random: Random, size: number): Generator<Uint8Array> {
  const pool = noise(random, 2 * MEGABYTE);
  for (let left = size; left > 0;) {
    const from = random.below(pool.length);
    const piece = pool.subarray(from, from + 1 + random.below(65_536));
    yield piece;
    left -= piece.length;
  }
}

function ignore(): void {
  // A session would keep every reply and event.
}

function usedMegabytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

test(
  `${megabytes} MB of noise neither crash the engine nor make it grow or slow`,
  { timeout: 3_600_000 },
  () => {
    const { terminal } = open({
      size: { columns: 80, rows: 24 },
      historyBytes: 4 * MEGABYTE,
      onReply: ignore,
      onEvent: ignore,
    });
    const usedBefore = usedMegabytes();
    const cpuBefore = process.cpuUsage();
    for (const piece of pieces(new Random(seed), megabytes * MEGABYTE)) terminal.write(piece);
    const { user, system } = process.cpuUsage(cpuBefore);
    expect((user + system) / 1e6).toBeLessThan(megabytes * MOST_CPU_SECONDS_A_MB);
    expect(usedMegabytes() - usedBefore).toBeLessThan(MOST_GROWTH_MB);
    const { screen, unanswered } = terminal.vt;
    expect(screen.styles.count).toBeLessThan(100_000);
    expect(screen.links.count).toBeLessThan(10_000);
    expect(unanswered.size).toBeLessThanOrEqual(256);
    expect(terminal.save().length).toBeLessThan(12 * MEGABYTE);
    terminal.write(new TextEncoder().encode('\u0018\u001B\\\u001Bcstill here'));
    expect(rowsOf(terminal)).toEqual(['still here']);
  },
);

test('a CSI of a million parameters is read and the rest of them ignored', () => {
  const { terminal, write } = open();
  write(`\u001B[${'1;'.repeat(1_000_000)}31mx\u001B[${'9'.repeat(1_000_000)};3Hy`);
  expect(rowsOf(terminal)).toEqual(['x', '', '', '', '  y']);
});

test.each(['\u001B]2;', '\u001BPq', '\u001B_G', '\u001B^', '\u001BX', '\u001BP+q'])(
  'an endless string after %j keeps no more than its limit',
  (introducer) => {
    const { terminal, write, replies } = open();
    const piece = 'ab'.repeat(MEGABYTE / 2);
    write(introducer);
    for (let left = 16; left > 0; left -= 1) write(piece);
    expect(terminal.save().length).toBeLessThan(2 * MEGABYTE);
    write('\u001B\\done');
    expect(rowsOf(terminal)).toEqual(['done']);
    expect(replies.join('').length).toBeLessThan(MEGABYTE);
  },
);

test('a size that changes all the time between the extremes is survived', () => {
  const random = new Random(2);
  const { terminal, write } = open();
  const [corpus] = corpora;
  const sizes = [1, 2, 3, 80, 1000];
  for (let round = 0; round < resizes; round += 1) {
    const from = random.below(10_000);
    terminal.write(corpus?.bytes.subarray(from, from + 500) ?? new Uint8Array());
    terminal.resize({
      columns: sizes[random.below(sizes.length)] ?? 1,
      rows: sizes[random.below(sizes.length)] ?? 1,
    });
  }
  terminal.resize({ columns: 20, rows: 5 });
  write('\u001Bcalive');
  expect(rowsOf(terminal)).toEqual(['alive']);
});

test('sizes that make no sense are brought into reach', () => {
  const { terminal } = open({ size: { columns: 0, rows: -3 } });
  expect(terminal.size).toEqual({ columns: 2, rows: 1 });
  terminal.resize({ columns: 1e9, rows: Number.NaN });
  expect(terminal.size).toEqual({ columns: 4096, rows: 1 });
});

test('a new colour and a new link for every character do not fill the tables', () => {
  const { terminal, write } = open();
  for (let at = 0; at < 200_000; at += 1) {
    write(`\u001B[38;2;${at & 255};${(at >> 8) & 255};${at >> 16}m\u001B]8;;http://x/${at}\u0007a`);
  }
  expect(terminal.vt.screen.styles.count).toBeLessThan(70_000);
  expect(terminal.vt.screen.links.count).toBeLessThan(10_000);
  expect(terminal.cell(3, 2).style.link?.uri).toMatch(/^http:\/\/x\/199\d\d\d$/);
});

test('links that nothing is printed under do not pile up', () => {
  const { terminal, write } = open();
  for (let at = 0; at < 30_000; at += 1) write(`\u001B]8;;http://x/${at}\u0007`);
  expect(terminal.vt.screen.links.count).toBeLessThan(10_000);
});

test('a million combining marks stay within one cell, and a bounded one', () => {
  const { terminal, write } = open();
  write(`a${'\u0301'.repeat(1_000_000)}b`);
  expect(terminal.cell(0, 0).text.length).toBeLessThan(40);
  expect(terminal.cell(1, 0).text).toBe('b');
});

test('a huge repetition ends quickly and looks as if it had been done', () => {
  const { terminal, write } = open();
  write(`x\u001B[99999999b`.repeat(2000));
  expect(rowsOf(terminal)[0]).toBe('x'.repeat(20));
  expect(linesOf(terminal).join('').length).toBeGreaterThan(1000);
});

test('stacks of titles and keyboard flags have a bottom and a top', () => {
  const { terminal, write } = open();
  write('\u001B[22t\u001B[>1u'.repeat(10_000));
  write('\u001B[<99999u\u001B[23t'.repeat(100));
  expect(terminal.modes.kittyKeyboard).toBe(0);
  expect(terminal.vt.titles.windowStack).toEqual([]);
});

test('an endless line stays within the bytes that the history may take', () => {
  const { terminal } = open({ historyBytes: MEGABYTE });
  const piece = new Uint8Array(MEGABYTE).fill(0x78);
  for (let left = 8; left > 0; left -= 1) terminal.write(piece);
  const kept = terminal.vt.history.pages.reduce((sum, page) => sum + page.bytes.length, 0);
  expect(kept).toBeLessThan(2 * MEGABYTE);
});

test('every corpus with its bytes shuffled, cut and doubled is read to the end', () => {
  const random = new Random(9);
  for (const { bytes, columns, rows } of corpora) {
    const { terminal } = open({ size: { columns, rows } });
    for (let round = 0; round < 30; round += 1) {
      const from = random.below(bytes.length);
      const piece = bytes.slice(from, from + random.below(2000));
      for (let flips = random.below(20); flips > 0 && piece.length > 0; flips -= 1) {
        piece[random.below(piece.length)] = random.below(256);
      }
      terminal.write(piece);
    }
    expect(terminal.size).toEqual({ columns, rows });
  }
});
