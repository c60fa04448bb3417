import { directoryOf } from '../../os/process-table.ts';
import type { SessionSummary } from '../../protocol/session-answers.ts';
import type { Session } from '../core/session.ts';

/** A session as listings show it. */
export async function summarize(session: Session, now: number): Promise<SessionSummary> {
  const { columns, rows } = session.terminal.size;
  return {
    id: session.id,
    name: session.name,
    command: session.facts.argv.map(shownWord).join(' '),
    argv: [...session.facts.argv],
    pid: session.pid,
    cwd: (session.isRunning ? await directoryOf(session.pid) : undefined) ?? session.facts.cwd,
    created_at: new Date(session.facts.createdAt).toISOString(),
    size: { cols: columns, rows },
    title: session.terminal.title,
    idle_ms: Math.max(0, Math.round(now - session.lastOutputAt)),
    attached: session.attached,
  };
}

/** A word of a command for people; one line, whatever it holds. */
function shownWord(word: string): string {
  const isPlain = word !== '' && !/\p{Cc}/u.test(word);
  return isPlain ? word : JSON.stringify(word);
}
