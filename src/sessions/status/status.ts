import type { SessionStatus } from '../../protocol/session-answers.ts';
import type { Session } from '../core/session.ts';
import { modeNames } from '../show/mode-names.ts';
import { ttyModes, unansweredOf } from '../wait/diagnose.ts';
import { foregroundOf } from '../wait/foreground.ts';
import { summarize } from './list.ts';
import { retentionOf } from './output.ts';

/** One session: what it runs, its modes, and how it ended. */
export async function readStatus(session: Session, now: number): Promise<SessionStatus> {
  const [summary, foreground, tty] = await Promise.all([
    summarize(session, now),
    session.isRunning ? foregroundOf(session.pid) : undefined,
    ttyModes(session),
  ]);
  return {
    ...summary,
    ...endOf(session),
    modes: [...modeNames(session.terminal.modes)],
    retention: retentionOf(session.ring),
    unanswered: unansweredOf(session),
    foreground: foreground && { ...foreground, argv: [...foreground.argv] },
    tty,
    recording: session.recording?.path ?? null,
  };
}

function endOf({ exit, ending }: Session): Pick<SessionStatus, 'state' | 'ended_at' | 'exit'> {
  if (exit === undefined || ending === undefined) return { state: 'running' };
  return { state: 'exited', ended_at: new Date(exit.at).toISOString(), exit: ending };
}
