import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { directoryOf } from '../../os/process-table.ts';
import type { SessionParams } from '../../protocol/session-methods.ts';
import type { ExecResult } from '../../protocol/session-answers.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { type Finding, type Patience, watch } from '../core/watch.ts';
import { submit } from '../input/submit.ts';
import { quoted } from '../spawn/shell-integration.ts';
import { sessionExited } from '../table/session-errors.ts';
import { foregroundOf } from '../wait/foreground.ts';
import { CommandFile } from './command-file.ts';
import { CommandOutput, type CommandEnd } from './command-output.ts';
import { type Execution, noCommand, syntaxError } from './no-command.ts';
import { shellAtPrompt } from './shell-prompt.ts';

type Asked = Pick<SessionParams<'session.exec'>, 'command' | 'timeoutMs'>;

/** Sessions that run a command for somebody; a second one has to wait for its end. */
const busy = new WeakSet<Session>();
const NONCE_BYTES = 12;
/** A shell that waits for a key after so long has not begun a command. */
const BEGUN_MS = 500;

/**
 * Runs a command in the shell of a session, as if it had been typed there.
 * @throws StetError SHELL_UNREADY, SESSION_EXITED; TIMED_OUT, which leaves the command running
 */
export async function execute(
  house: House,
  session: Session,
  asked: Asked,
  call: Call,
): Promise<ExecResult> {
  if (busy.has(session)) {
    throw new StetError('SHELL_UNREADY', `Session '${session.name}' runs a command already`);
  }
  busy.add(session);
  try {
    return await executeAlone(house, session, asked, call);
  } finally {
    busy.delete(session);
  }
}

async function executeAlone(
  house: House,
  session: Session,
  asked: Asked,
  call: Call,
): Promise<ExecResult> {
  const kind = await shellAtPrompt(session, asked.timeoutMs, call);
  const isOneLine = !/[\r\n]/.test(asked.command);
  const isTyped = kind === 'marked' && (isOneLine || session.terminal.modes.bracketedPaste);
  const began = performance.now();
  const end = await (isTyped ? typeCommand : sourceCommand)({ house, session, asked, call });
  const foreground = await foregroundOf(session.pid);
  return {
    output: end.output,
    exit_code: end.exitCode,
    duration_ms: Math.round(performance.now() - began),
    cwd: (await directoryOf(foreground?.pid ?? session.pid)) ?? session.facts.cwd,
  };
}

/** The shell marks its commands: the command is typed as a person would. */
async function typeCommand(execution: Execution): Promise<CommandEnd> {
  const { house, session, asked, call } = execution;
  const output = new CommandOutput(session, session.shell.isShown);
  const release = session.shell.listen(session.facts.nonce, (mark) => output.take(mark));
  try {
    const { signal } = call;
    await submit(house, session, { text: asked.command, timeoutMs: asked.timeoutMs, signal });
    const begunMs = Math.min(asked.timeoutMs, BEGUN_MS);
    await watch(session, () => hasBegun(session, output), { timeoutMs: begunMs, signal });
    const refused =
      output.hasBegun || output.end !== undefined ? undefined : await noCommand(execution);
    if (refused !== undefined) return refused;
    return await ending(session, output, { timeoutMs: asked.timeoutMs, signal });
  } finally {
    release();
  }
}

function hasBegun(session: Session, output: CommandOutput): Finding<true> {
  const isOver = output.hasBegun || output.end !== undefined || session.isFinished;
  return isOver ? { kind: 'found', value: true } : { kind: 'wait' };
}

/** The shell is told to read the command, with marks around it, from a file. */
async function sourceCommand({ house, session, asked, call }: Execution): Promise<CommandEnd> {
  const { signal } = call;
  const foreground = await foregroundOf(session.pid);
  const nonce = Buffer.from(house.entropy(NONCE_BYTES)).toString('hex');
  const shell = foreground?.argv ?? session.facts.argv;
  await using file = new CommandFile(house, session, { command: asked.command, nonce, shell });
  await file.write();
  const refused = await syntaxError(foreground?.pid ?? session.pid, file.path, signal);
  if (refused !== undefined) return refused;
  const output = new CommandOutput(session);
  const release = session.shell.listen(nonce, (mark) => output.take(mark));
  try {
    const text = ` . ${quoted(file.path)}`;
    await submit(house, session, { text, timeoutMs: asked.timeoutMs, signal });
    return await ending(session, output, { timeoutMs: asked.timeoutMs, signal });
  } finally {
    release();
  }
}

async function ending(
  session: Session,
  output: CommandOutput,
  patience: Patience,
): Promise<CommandEnd> {
  const found = await watch<CommandEnd | 'exited'>(
    session,
    () => {
      if (output.end !== undefined) return { kind: 'found', value: output.end };
      return session.isFinished ? { kind: 'found', value: 'exited' } : { kind: 'wait' };
    },
    patience,
  );
  if (found === 'exited') throw sessionExited(session.name);
  if (found !== undefined) return found;
  const what = output.hasBegun ? 'The command did not end' : 'The shell did not begin the command';
  throw new StetError('TIMED_OUT', `${what} within ${patience.timeoutMs} ms`, {
    hint: `It still runs: see it with 'stet snapshot', or end it with 'stet key Ctrl+C'`,
  });
}
