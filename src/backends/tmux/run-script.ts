import { StetError } from '../../base/errors.ts';
import { textOf } from '../../os/bytes.ts';
import { type Call, callerOf, isTimeout } from '../../os/call.ts';
import { type Ended, run } from '../../os/run.ts';
import { QUIET_ENTRY } from './quiet-entry.ts';

/** One tmux server, named by its socket. */
export interface Server {
  readonly socket: string;
}

/** Commands, and how to read what they print. */
export interface Question<T> {
  readonly commands: readonly string[];
  read(outputs: readonly string[]): T;
}

/** The same, for answers of megabytes, which are read faster as they are. */
export interface BytesQuestion<T> {
  readonly commands: readonly string[];
  readBytes(outputs: readonly Buffer[]): T;
}

/**
 * Asks many questions in one quiet script and gives each its own part of the answer.
 * @throws StetError as `runScript` does
 */
export async function ask<K, T>(
  server: Server,
  questions: ReadonlyMap<K, Question<T> | BytesQuestion<T>>,
  call: Call,
): Promise<ReadonlyMap<K, T>> {
  const commands = [...questions.values()].flatMap((question) => question.commands);
  const { outputs } = await runQuietly(server, commands, call);
  const answers = new Map<K, T>();
  let at = 0;
  for (const [key, question] of questions) {
    const end = at + question.commands.length;
    answers.set(key, answerTo(question, outputs.slice(at, end)));
    at = end;
  }
  return answers;
}

export function answerTo<T>(
  question: Question<T> | BytesQuestion<T>,
  outputs: readonly Buffer[],
): T {
  return 'readBytes' in question
    ? question.readBytes(outputs)
    : question.read(outputs.map((output) => textOf(output)));
}

/** What a script said: the output of each command, and what tmux complained about. */
export interface ScriptAnswer {
  readonly outputs: readonly Buffer[];
  readonly complaints: readonly string[];
}

/**
 * Gives a running server a list of commands in one unattached client: no hook, client list or
 * "last attached" of the user's sees it. Each answer is fenced by a nonce, so that nothing a
 * pane shows can be taken for tmux's own words. A command that fails does not stop the others.
 * @throws StetError HOST_HANGS, HOST_DIED, HOST_TOO_OLD, HOST_PROGRAM_MISSING or HOST_REFUSED
 */
export async function runScript(
  server: Server,
  commands: readonly string[],
  call: Call,
): Promise<ScriptAnswer> {
  return answerOf(server, commands, call, ['source-file', '-']);
}

/** The same, but starts the server when there is none. */
export async function startScript(
  server: Server,
  commands: readonly string[],
  call: Call,
): Promise<ScriptAnswer> {
  return answerOf(server, commands, call, ['start-server', ';', 'source-file', '-']);
}

/** The same, without the user's `after-…` hooks; for commands that change nothing but our marks. */
export async function runQuietly(
  server: Server,
  commands: readonly string[],
  call: Call,
): Promise<ScriptAnswer> {
  return answerOf(server, commands, call, QUIET_ENTRY);
}

/** Lets tmux serve its clients between two commands of a script; it has one thread only. */
export const YIELD = 'run-shell -d 0.001';

async function answerOf(
  server: Server,
  commands: readonly string[],
  call: Call,
  entry: readonly string[],
): Promise<ScriptAnswer> {
  const nonce = Buffer.from(call.entropy(12)).toString('hex');
  const script = commands.map(
    (command, index) => `${command}\ndisplay-message -p ${nonce}.${index}\n`,
  );
  const input = Buffer.from(`display-message -p ${nonce}.start\n${script.join('')}`);
  const ended = await runTmux(server, entry, input, call);
  const outputs = splitAtFences(ended.stdout, nonce);
  const complaints = complaintsOf(ended);
  if (outputs.length === commands.length) return { outputs, complaints };
  throw await explain(server, complaints, call);
}

/** Runs one tmux client. `-u` keeps non-ASCII text intact whatever the caller's locale is. */
async function runTmux(
  server: Server,
  args: readonly string[],
  input: Buffer,
  call: Call,
): Promise<Ended> {
  const { TMUX: _, ...env } = callerOf(call).env;
  try {
    return await run({
      argv: ['tmux', '-u', '-S', server.socket, ...args],
      input,
      env,
      signal: call.signal,
      silenceMs: call.patienceMs,
    });
  } catch (failure) {
    throw translate(server, failure);
  }
}

function translate(server: Server, failure: unknown): unknown {
  if (isTimeout(failure)) {
    return new StetError(
      'HOST_HANGS',
      `The tmux server at ${JSON.stringify(server.socket)} did not answer in time`,
    );
  }
  if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') {
    return new StetError('HOST_PROGRAM_MISSING', 'Cannot find the program "tmux"', {
      cause: failure,
    });
  }
  return failure;
}

function splitAtFences(stdout: Buffer, nonce: string): readonly Buffer[] {
  const fence = (label: string): Buffer => Buffer.from(`${nonce}.${label}\n`);
  const outputs: Buffer[] = [];
  const start = stdout.indexOf(fence('start'));
  if (start < 0) return outputs;
  let from = start + fence('start').length;
  for (let index = 0; ; index += 1) {
    const end = stdout.indexOf(fence(String(index)), from);
    if (end < 0) return outputs;
    outputs.push(stdout.subarray(from, end));
    from = end + fence(String(index)).length;
  }
}

function complaintsOf({ stderr }: Ended): readonly string[] {
  return textOf(stderr).split('\n').filter(Boolean);
}

const OLDEST = { major: 3, minor: 2 };
const GONE =
  /server exited|lost server|no server running|error connecting|no current client|connection refused/i;

/** Finds out why a script was not carried out to its end. */
async function explain(
  server: Server,
  complaints: readonly string[],
  call: Call,
): Promise<StetError> {
  const where = JSON.stringify(server.socket);
  const probe = await runTmux(
    server,
    ['display-message', '-p', '#{version}'],
    Buffer.alloc(0),
    call,
  );
  const version = textOf(probe.stdout).trim();
  const log = [...complaints, ...complaintsOf(probe)];
  if (isTooOld(version) || log.some((line) => line.includes('protocol version mismatch'))) {
    return new StetError(
      'HOST_TOO_OLD',
      `Cannot work with tmux ${version || 'of another version'} at ${where}`,
      { log },
    );
  }
  if (log.some((line) => GONE.test(line))) {
    return new StetError(
      'HOST_DIED',
      `The tmux server at ${where} ended in the middle of the work`,
      { log },
    );
  }
  const said = log.join('; ') || 'nothing';
  return new StetError(
    'HOST_REFUSED',
    `The tmux server at ${where} refused a script and said: ${said}`,
    { log },
  );
}

function isTooOld(version: string): boolean {
  const [, major, minor] = /^(?:next-)?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  const isOlderMajor = Number(major) < OLDEST.major;
  return isOlderMajor || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor);
}
