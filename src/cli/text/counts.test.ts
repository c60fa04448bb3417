import { expect, test } from 'vitest';
import { contentsOf, sizeOf } from './counts.ts';
import { timeAgo } from './time-ago.ts';

test('what a checkpoint holds reads as a sentence', () => {
  expect(contentsOf({ windows: 1, tabs: 30, panes: 1_234_567, lines: 0 })).toBe(
    '1 window, 30 tabs, 1,234,567 panes, 0 lines',
  );
});

test('sizes have one unit', () => {
  expect([0, 999, 1000, 1_234_567].map(sizeOf)).toEqual(['0 B', '999 B', '1.0 kB', '1.2 MB']);
});

test('times count back from now, and a date says what counting cannot', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const ago = (iso: string): string => timeAgo(iso, now);
  expect(ago('2026-03-01T11:59:30Z')).toBe('just now');
  expect(ago('2026-03-01T11:58:00Z')).toBe('2 minutes ago');
  expect(ago('2026-03-01T11:00:00Z')).toBe('1 hour ago');
  expect(ago('2026-02-27T11:00:00Z')).toBe('2 days ago');
  expect(ago('2025-12-24T11:00:00Z')).toBe('2025-12-24');
  expect(ago('2026-03-02T11:00:00Z')).toBe('2026-03-02');
  expect(ago('not a \u001B date')).toBe(String.raw`not a \x1b date`);
});
