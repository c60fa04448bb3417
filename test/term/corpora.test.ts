import { expect, test } from 'vitest';
import { restoreTerminal } from '../../src/term/open-terminal.ts';
import type { Terminal } from '../../src/term/terminal.ts';
import { VtTerminal } from '../../src/term/vt/vt-terminal.ts';
import { XtermTerminal } from '../../src/term/xterm/xterm-terminal.ts';
import { corpora, recordings } from './corpora.ts';
import type { Corpus } from './corpora.ts';
import { firstDifference } from './differential/compare.ts';
import { Random } from './differential/random.ts';
import { linesOf } from './screens.ts';

const STEP = 1000;

test('there are recordings of at least 25 programs', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(25);
});

/** vttest's screens in origin mode, with DECRC and with "_" as line drawing are decided against xterm.js. */
const comparable = corpora.filter(({ name }) => !/^vttest-(?:screen|charsets)$/.test(name));

test.each(comparable)(
  '$name looks as in xterm.js, cells and attributes, at every 1,000th byte',
  (corpus) => {
    const ours = new VtTerminal({ size: corpus });
    const theirs = new XtermTerminal({ size: corpus });
    for (const part of parts(corpus)) {
      ours.write(part);
      theirs.write(part);
      expect(firstDifference(ours, theirs)).toBeUndefined();
    }
  },
);

test.each(corpora)('$name leaves the same state however it is split', (corpus) => {
  const whole = new VtTerminal({ size: corpus });
  whole.write(corpus.bytes);
  const random = new Random(7);
  const single = new VtTerminal({ size: corpus });
  const chunked = new VtTerminal({ size: corpus });
  for (let at = 0; at < corpus.bytes.length; at += 1)
    single.write(corpus.bytes.subarray(at, at + 1));
  for (let at = 0; at < corpus.bytes.length;) {
    const size = 1 + random.below(97);
    chunked.write(corpus.bytes.subarray(at, at + size));
    at += size;
  }
  expect(isSame(single.save(), whole.save())).toBe(true);
  expect(isSame(chunked.save(), whole.save())).toBe(true);
});

test.each(corpora)('$name goes on from a saved state at every 1,000th byte', (corpus) => {
  let resumed: Terminal = new VtTerminal({ size: corpus });
  const straight = new VtTerminal({ size: corpus });
  for (const part of parts(corpus)) {
    straight.write(part);
    resumed.write(part);
    const saved = resumed.save() ?? new Uint8Array();
    resumed = restoreTerminal(saved, {});
    expect(isSame(resumed.save(), saved)).toBe(true);
    expect(isSame(straight.save(), saved)).toBe(true);
  }
  expect(linesOf(resumed)).toEqual(linesOf(straight));
});

test.each(corpora)('$name loses no text when the size changes there and back', (corpus) => {
  const random = new Random(3);
  for (let end = STEP; end < corpus.bytes.length; end += STEP * 7) {
    const terminal = new VtTerminal({ size: corpus });
    terminal.write(corpus.bytes.subarray(0, end));
    if (terminal.modes.alternateScreen) continue;
    const before = linesOf(terminal);
    for (let step = 0; step < 4; step += 1) {
      terminal.resize({ columns: 2 + random.below(200), rows: 1 + random.below(60) });
    }
    terminal.resize({ columns: corpus.columns, rows: 200 });
    expect(linesOf(terminal)).toEqual(before);
  }
});

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
}

/** Never in the middle of a character: xterm.js loses those that are split. */
function* parts({ bytes }: Corpus): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(bytes.length, at + STEP);
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end += 1;
    yield bytes.subarray(at, end);
    at = end;
  }
}
