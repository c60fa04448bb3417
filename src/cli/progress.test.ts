import { expect, test } from 'vitest';
import { fakeStet } from './testing/fake-stet.ts';
import { FakeClock, runStet, type Seen } from './testing/run-stet.ts';

/** A save that reports 120 of 200 panes after `workMs` and then ends. */
async function saveFor(
  workMs: number,
  argv: readonly string[],
  isTerminal: boolean,
): Promise<Seen> {
  const clock = new FakeClock();
  const client = fakeStet({
    work: async ({ onProgress }) => {
      onProgress({ step: 'panes', done: 1, total: 200 });
      clock.advance(workMs);
      onProgress({ step: 'panes\n', done: 119, total: 200 });
      clock.advance(60);
      onProgress({ step: 'panes', done: 120, total: 200 });
    },
  });
  return await runStet(argv, { client, clock, isTerminal, columns: 40 });
}

test('work over a second shows how far it is on one line and clears it at the end', async () => {
  const { stderr } = await saveFor(1_000, ['save'], true);
  expect(stderr.split('\r\u001B[K')).toEqual([
    '',
    'saving: panes 1/200',
    'saving: panes 120/200',
    '',
  ]);
});

test('short work, a pipe and --json show nothing', async () => {
  expect((await saveFor(900, ['save'], true)).stderr).toBe('');
  expect((await saveFor(5_000, ['save'], false)).stderr).toBe('');
  expect((await saveFor(5_000, ['save', '--json'], true)).stderr).toBe('');
});
