import type { Diagnosis } from '../../protocol/session-answers.ts';
import type { Session } from '../core/session.ts';
import { screenText } from '../core/screen-text.ts';
import { foregroundOf } from './foreground.ts';

/** The facts that explain why nothing happens. */
export async function diagnose(session: Session, now: number): Promise<Diagnosis> {
  const screen = screenText(session.terminal);
  const [foreground, tty] = session.isRunning
    ? await Promise.all([foregroundOf(session.pid), ttyModes(session)])
    : [undefined, []];
  return {
    last_output_ms: Math.max(0, Math.round(now - session.lastOutputAt)),
    ...(foreground !== undefined && { foreground: { ...foreground, argv: [...foreground.argv] } }),
    tty,
    unanswered: unansweredOf(session),
    screen,
  };
}

/** Queries of the program that got no answer. */
export function unansweredOf({ terminal }: Session): Diagnosis['unanswered'] {
  return Array.from(terminal.unanswered, ([query, count]) => ({ query, count }));
}

/** What the line discipline does, by names. */
export async function ttyModes(session: Session): Promise<string[]> {
  const flags = await session.ttyFlags();
  if (flags === undefined) return [];
  const named = [
    ['echo', flags.echo],
    ['canonical', flags.canonical],
    ['signals', flags.signals],
    ['output', flags.processesOutput],
  ] as const;
  return named.filter(([, isOn]) => isOn).map(([name]) => name);
}
