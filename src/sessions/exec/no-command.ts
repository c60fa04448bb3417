import { readlink } from 'node:fs/promises';
import type { Call } from '../../os/call.ts';
import { processStat } from '../../os/process-table.ts';
import { run } from '../../os/run.ts';
import type { SessionParams } from '../../protocol/session-methods.ts';
import type { KeyPress } from '../../term/key-event.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { watch } from '../core/watch.ts';
import { pressKey } from '../input/press-keys.ts';
import { foregroundOf } from '../wait/foreground.ts';
import { CommandFile } from './command-file.ts';
import type { CommandEnd } from './command-output.ts';

const PROMPT_MS = 500;
const interrupt: KeyPress = { key: { kind: 'character', character: 'c' }, modifiers: 4 };

/** A command that somebody wants to be run in a session. */
export interface Execution {
  readonly house: House;
  readonly session: Session;
  readonly asked: Pick<SessionParams<'session.exec'>, 'command' | 'timeoutMs'>;
  readonly call: Call;
}

/**
 * A line that is no command, or not a whole one: fish keeps it, others ask for the rest. It is
 * taken back, so that nothing is added to it later. Undefined when the shell is at work after all.
 */
export async function noCommand({
  house,
  session,
  asked,
  call,
}: Execution): Promise<CommandEnd | undefined> {
  if (!(await readsKeys(session))) return undefined;
  const foreground = await foregroundOf(session.pid);
  const shell = foreground?.argv ?? session.facts.argv;
  await using file = new CommandFile(house, session, { command: asked.command, nonce: '', shell });
  await file.write();
  const refused = await syntaxError(foreground?.pid ?? session.pid, file.path, call.signal);
  if (refused === undefined && asked.command.trim() !== '') return undefined;
  await pressKey(house, session, interrupt);
  await watch(
    session,
    () => ({
      kind: session.shell.isFresh && session.shell.isShown ? 'found' : 'wait',
      value: true,
    }),
    { timeoutMs: PROMPT_MS, signal: call.signal },
  );
  return refused ?? { exitCode: 0, output: '' };
}

/** The shell itself is in the foreground, sleeps, and has a line editor on. */
async function readsKeys(session: Session): Promise<boolean> {
  const [root, flags] = await Promise.all([processStat(session.pid), session.ttyFlags()]);
  const isIdle = root?.state === 'S' && root.foregroundGroup === session.pid;
  return isIdle && flags?.canonical === false;
}

/** A shell stops reading a file at an error in its grammar, and would never come to its end. */
export async function syntaxError(
  pid: number,
  path: string,
  signal: AbortSignal,
): Promise<CommandEnd | undefined> {
  const shell = await readlink(`/proc/${pid}/exe`);
  const { code, stderr } = await run({ argv: [shell, '-n', path], signal });
  return code === 0 ? undefined : { exitCode: code ?? 2, output: stderr.toString() };
}
