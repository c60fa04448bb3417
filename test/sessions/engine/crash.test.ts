import { expect, test } from 'vitest';
import { until } from '../../hosts/until.ts';
import { PrivateHouse } from './private-house.ts';

test('another daemon goes on with the same screen, names, refs and baselines', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { name: 'work' });
  await house.shows('$ ');
  await house.ask('session.type', { text: String.raw`printf '\033[7m[ OK ]\033[0m\n'; seq 300\n` });
  await house.shows('300');
  await house.ask('session.wait', { anyOf: [{ prompt: true }] });
  const before = await house.ask('session.snapshot', { elements: true, styles: true });
  const output = await house.ask('session.output', {});
  await house.crash();
  const after = await house.ask('session.snapshot', { elements: true, styles: true });
  expect(after).toEqual(before);
  expect(await house.ask('session.output', {})).toEqual(output);
  const scrollback = await house.ask('session.snapshot', { scrollback: { from: 0 } });
  expect(scrollback.scrollback?.lines).toContain('[ OK ]');
  expect(scrollback.scrollback?.lines).toContain('7');
  const since = await house.ask('session.snapshot', { since: before.revision });
  expect(since.changed_rows).toEqual([]);
  const stale = await house.ask('session.wait', { anyOf: [{ text: 'seq 300' }], timeoutMs: 200 });
  expect(stale.found).toBe(false);
  await house.ask('session.type', { text: 'echo go-on\\n' });
  await house.shows('go-on');
});

test('output that nobody read while there was no daemon is not lost', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'for i in $(seq 200000); do echo line-$i; done; sleep 100']);
  await house.shows('line-');
  await house.crash();
  await house.crash();
  await house.shows('line-200000');
  const { total_bytes } = await house.ask('session.output', {});
  const expected = Array.from({ length: 200_000 }, (_, at) => `line-${at + 1}\r\n`).join('').length;
  expect(total_bytes).toBe(expected);
  const { scrollback } = await house.ask('session.snapshot', { scrollback: { from: 150_000 } });
  expect(scrollback?.lines.slice(0, 2)).toEqual(['line-150001', 'line-150002']);
});

test('a program that ended without a daemon is a tombstone of the next one', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'echo last words; read; exit 3'], { name: 'brief' });
  await house.shows('last words');
  await house.ask('session.type', { text: '\\n' });
  await until('it has ended', async () => (await house.ask('session.list')).sessions.length === 0);
  await house.crash();
  const told = await house.ask('session.snapshot', { session: 'brief' });
  expect(told).toMatchObject({ outcome: 'exited', exit: { exit_code: 3, success: false } });
  expect(told.text).toContain('last words');
});
