import { StetError } from '../../base/errors.ts';
import { until } from '../../os/until.ts';
import type { Call } from '../../os/call.ts';
import type { Session } from '../core/session.ts';
import { foregroundOf } from '../wait/foreground.ts';
import { isShellWaiting } from '../wait/prompt-watch.ts';

/** How a shell takes a command: it marks what it does, or it has to be told to. */
export type ShellKind = 'marked' | 'plain';

const PATIENCE_MS = 3000;

/**
 * Waits for a short while until the shell of a session waits for a command.
 * @throws StetError SHELL_UNREADY; the reason of the call's signal
 */
export async function shellAtPrompt(
  session: Session,
  timeoutMs: number,
  { signal }: Pick<Call, 'signal'>,
): Promise<ShellKind> {
  const { typed } = session;
  if (typed.all.at(-1)?.isOpen === true && typed.all.at(-1)?.text.trim() !== '') {
    throw unready(session, 'something is typed at its prompt already');
  }
  const deadline = performance.now() + Math.min(timeoutMs, PATIENCE_MS);
  let kind = await shellKind(session);
  await until(
    async () => {
      kind = await shellKind(session);
      return kind !== undefined || !session.isRunning || performance.now() >= deadline;
    },
    { signal },
    20,
  );
  if (kind !== undefined) return kind;
  const foreground = await foregroundOf(session.pid);
  const what = foreground?.argv[0] ?? 'nothing';
  throw unready(session, `${JSON.stringify(what)} is in the foreground, not at a prompt`);
}

async function shellKind(session: Session): Promise<ShellKind | undefined> {
  if (session.shell.state === 'ready') return 'marked';
  return (await isShellWaiting(session, 'any')) ? 'plain' : undefined;
}

function unready(session: Session, why: string): StetError {
  return new StetError('SHELL_UNREADY', `Cannot run a command in '${session.name}': ${why}`);
}
