import { printable } from './printable.ts';
import { countOf } from './counts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 hours ago"; the date itself after a month, and when the clock went backwards. */
export function timeAgo(iso: string, nowMs: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return printable(iso);
  const ageMs = nowMs - then;
  if (ageMs < -MINUTE || ageMs > 31 * DAY) return new Date(then).toISOString().slice(0, 10);
  if (ageMs < MINUTE) return 'just now';
  if (ageMs < HOUR) return `${countOf(Math.floor(ageMs / MINUTE), 'minute')} ago`;
  if (ageMs < DAY) return `${countOf(Math.floor(ageMs / HOUR), 'hour')} ago`;
  return `${countOf(Math.floor(ageMs / DAY), 'day')} ago`;
}
