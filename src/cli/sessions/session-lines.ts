import type { SessionSummary } from '../../protocol/session-answers.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { countOf } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { timeAgo } from '../text/time-ago.ts';

const COLUMNS = [
  { title: 'SESSION', style: 'bold' as const },
  { title: 'STARTED' },
  { title: 'SIZE' },
  { title: 'QUIET', isRight: true },
  { title: 'WATCHED', isRight: true },
  { title: 'DIRECTORY' },
  { title: 'COMMAND' },
];

/** The sessions that run, as a table for people. */
export function sessionLines(sessions: readonly SessionSummary[], page: Page): readonly string[] {
  if (sessions.length === 0) return ['No session runs: start one with "stet spawn"'];
  const rows = sessions.map((session): readonly Cell[] => [
    session.name,
    timeAgo(session.created_at, page.nowMs),
    `${session.size.cols}x${session.size.rows}`,
    duration(session.idle_ms),
    session.attached === 0 ? '' : String(session.attached),
    session.cwd,
    session.command,
  ]);
  return [...alignColumns(page, COLUMNS, rows), '', countOf(sessions.length, 'session')];
}

/** "0.4 s", "12 s", "3 min", "2 h": how long, for people. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
