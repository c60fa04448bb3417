import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostCapture } from '../backends/backend.ts';
import { arrangement, paneId } from '../model/testing/arrangement.ts';
import { quietCall, temporaryStore } from '../store/testing/temporary-store.ts';
import type { PaneContents } from './numbered-contents.ts';
import { contentsOf } from './pane-contents.ts';
import { SettledContents } from './settled-contents.ts';
import { SavedLines } from '../model/saved-lines.ts';

const PANE = paneId(0);
const OPTIONS = { save_scrollback: 'full', max_scrollback_lines: 1 } as const;

/** A pane whose newest lines may still change, read without the lines that are known. */
function captureOf(lines: readonly string[], settled: SettledContents, run = 'first'): HostCapture {
  const draft = arrangement();
  const [key = '', host] = Object.entries(draft.hosts)[0] ?? [];
  if (host === undefined) throw new Error('The arrangement has a host');
  const known = settled.known(PANE);
  const first = known?.run === run ? known.to : 0;
  const numbering = { run, oldest: 0, first, settledTo: Math.max(0, lines.length - 24) };
  const above = SavedLines.of(lines.slice(first));
  const contents = new Map([
    [PANE, { above, atCursor: SavedLines.none, dropped: 0, mode: 'full' as const, numbering }],
  ]);
  return { key, host, windows: {}, tabs: {}, panes: {}, contents, problems: [] };
}

function contentsFrom(
  lines: readonly string[],
  settled: SettledContents,
  options: Parameters<typeof contentsOf>[0] = OPTIONS,
): ReadonlyMap<string, PaneContents> {
  const capture = captureOf(lines, settled);
  return new Map(contentsOf(options, { capture, panes: {}, shown: new Map(), settled }));
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `line ${at} ${'x'.repeat(at % 40)}`);

test('saves that leave out what is stored read back like saves of everything', async () => {
  const steps = fc.array(
    fc.record({
      more: fc.array(fc.stringMatching(/^[a-z ]{0,12}$/), { maxLength: 400 }),
      touched: fc.nat(23),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (growth) => {
      await using temporary = await temporaryStore();
      const { store } = temporary;
      const settled = new SettledContents();
      let lines: string[] = [];
      for (const { more, touched } of growth) {
        lines = [...lines.slice(0, lines.length - touched), ...more];
        const contents = contentsFrom(lines, settled);
        const { checkpoint } = await store.commit({ draft: arrangement(), contents }, quietCall());
        settled.remember(checkpoint, contents);
        const { scrollback } = checkpoint.panes[PANE] ?? {};
        expect(scrollback && (await store.readLines(scrollback)).lines).toEqual(lines);
      }
    }),
    { numRuns: 20 },
  );
});

test('a second save is given only the lines since the last whole segment', async () => {
  await using temporary = await temporaryStore();
  const settled = new SettledContents();
  const first = contentsFrom(numbered(10_000), settled);
  const { checkpoint } = await temporary.store.commit(
    { draft: arrangement(), contents: first },
    quietCall(),
  );
  settled.remember(checkpoint, first);
  const second = contentsFrom(numbered(10_200), settled);
  expect(second.get(PANE)?.lines.length).toBeLessThan(200 + 2 * 512 + 24);
});

test('lines of another run have nothing above them', async () => {
  await using temporary = await temporaryStore();
  const settled = new SettledContents();
  const contents = contentsFrom(numbered(1000), settled);
  const { checkpoint } = await temporary.store.commit(
    { draft: arrangement(), contents },
    quietCall(),
  );
  settled.remember(checkpoint, contents);
  const capture = captureOf(numbered(900), settled, 'second');
  const shown = new Map<string, number>();
  const [[, after] = []] = contentsOf(OPTIONS, { capture, panes: {}, shown, settled });
  expect(after?.above).toEqual([]);
  expect(after?.lines).toHaveLength(900);
});

test('a limit drops whole segments, then lines, and counts them', async () => {
  await using temporary = await temporaryStore();
  const settled = new SettledContents();
  const options = { save_scrollback: 'recent', max_scrollback_lines: 2000 } as const;
  for (const total of [5000, 5100, 9000]) {
    const contents = contentsFrom(numbered(total), settled, options);
    const { checkpoint } = await temporary.store.commit(
      { draft: arrangement(), contents },
      quietCall(),
    );
    settled.remember(checkpoint, contents);
    const { scrollback } = checkpoint.panes[PANE] ?? {};
    const lines = scrollback && (await temporary.store.readLines(scrollback)).lines;
    expect(lines).toEqual(numbered(total).slice(-(lines?.length ?? 0)));
    expect(lines?.length).toBeGreaterThanOrEqual(2000);
    expect(lines?.length).toBeLessThan(2512);
  }
});

test('a save on top of output that was deleted meanwhile is refused', async () => {
  await using temporary = await temporaryStore();
  const settled = new SettledContents();
  const contents = contentsFrom(numbered(1000), settled);
  const { checkpoint } = await temporary.store.commit(
    { draft: arrangement(), contents },
    quietCall(),
  );
  settled.remember(checkpoint, contents);
  await temporary.store.remove(checkpoint.id, quietCall());
  const again = contentsFrom(numbered(1100), settled);
  await expect(
    temporary.store.commit({ draft: arrangement(), contents: again }, quietCall()),
  ).rejects.toMatchObject({ code: 'STORE_CHANGED' });
});

test('a second save of what has not changed is the same, however much was left out', async () => {
  await using temporary = await temporaryStore();
  const settled = new SettledContents();
  const options = { save_scrollback: 'recent', max_scrollback_lines: 1_000 } as const;
  const lines = numbered(3_000);
  const saved = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const contents = contentsFrom(lines, settled, options);
    const save = { draft: arrangement(), contents };
    const { checkpoint, isNew } = await temporary.store.commit(save, quietCall());
    settled.remember(checkpoint, contents);
    saved.push({ isNew, scrollback: checkpoint.panes[PANE]?.scrollback });
  }
  expect(saved[0]?.scrollback).toMatchObject({ mode: 'recent', dropped: 2_000, lines: 1_000 });
  // Of what is stored only whole segments go, so the second save may keep a little more.
  expect(saved.slice(1).map(({ isNew }) => isNew)).toEqual([false, false]);
});
