import type { SessionStatus } from '../../protocol/session-answers.ts';
import { alignColumns } from '../text/columns.ts';
import { countOf, sizeOf } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { shellWord } from '../text/shell-word.ts';
import { timeAgo } from '../text/time-ago.ts';
import { exitText } from './exit-text.ts';
import { duration } from './session-lines.ts';

/** Everything about one session, a fact a line; facts that say nothing are left out. */
export function sessionStatusLines(session: SessionStatus, page: Page): readonly string[] {
  const { retention, foreground, exit } = session;
  const queries = session.unanswered.map(({ query, count }) => `${query} ×${count}`).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['session', `${session.name}  ${session.id}`],
    ['state', exit === undefined ? session.state : exitText(exit)],
    ['command', session.argv.map(shellWord).join(' ')],
    ['process', String(session.pid)],
    [
      'foreground',
      foreground === undefined
        ? ''
        : `${foreground.argv.map(shellWord).join(' ')} (${foreground.pid}), ${foreground.state}`,
    ],
    ['directory', session.cwd],
    ['started', timeAgo(session.created_at, page.nowMs)],
    ['ended', session.ended_at === undefined ? '' : timeAgo(session.ended_at, page.nowMs)],
    ['size', `${session.size.cols}x${session.size.rows}`],
    ['title', session.title],
    ['modes', session.modes.join(' ')],
    ['terminal', session.tty.join(', ')],
    ['quiet for', duration(session.idle_ms)],
    [
      'output',
      `${sizeOf(retention.total_bytes)}, ${sizeOf(retention.dropped_bytes)} of it dropped`,
    ],
    ['watched by', session.attached === 0 ? '' : countOf(session.attached, 'terminal')],
    ['recorded to', session.recording ?? ''],
    ['asked in vain', queries],
  ];
  const said = facts.filter(([, text]) => text !== '');
  return alignColumns(page, [{ style: 'dim' }, {}], said);
}
