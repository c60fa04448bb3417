import { randomBytes } from 'node:crypto';
import { BugError, StetError } from '../base/errors.ts';
import { runCli } from '../cli/run-cli.ts';
import type { Client } from '../client/client.ts';
import type { Dispatcher } from '../daemon/dispatch.ts';
import type { CommandLine, LineAnswer } from '../daemon/service.ts';

/**
 * The commands that bin/stet has the daemon run. All they need is their words and what they ask of
 * stet: no input, no files, no directory.
 */
export const hotCommands: readonly string[] = [
  'type',
  'key',
  'paste',
  'submit',
  'click',
  'scroll',
  'resize',
  'wait-for',
  'snapshot',
  'list-sessions',
];

interface LineSetup {
  readonly version: string;
  readonly dispatcherFor: (env: CommandLine['env']) => Promise<Dispatcher>;
  /** Aborted when the caller goes away. */
  readonly ending: AbortSignal;
}

/**
 * Runs a command line inside the daemon: what it prints is what the command itself would print.
 * @throws StetError REQUEST_INVALID for a command that has to run where it was typed
 */
export async function runLine(line: CommandLine, setup: LineSetup): Promise<LineAnswer> {
  const [command = ''] = line.words;
  if (!hotCommands.includes(command)) {
    throw new StetError('REQUEST_INVALID', `Cannot run ${JSON.stringify(command)} in the daemon`);
  }
  const stdout: Uint8Array[] = [];
  let stderr = '';
  const exitCode = await runCli(line.words, {
    version: setup.version,
    env: line.env,
    cwd: line.env['PWD'] ?? '/',
    isOutputTerminal: false,
    isErrorTerminal: line.isErrorTerminal,
    columns: 80,
    signal: setup.ending,
    write: async (content) => void stdout.push(Buffer.from(content)),
    writeError: (text) => void (stderr += text),
    confirm: async () => false,
    readInput: notHot,
    inputLines: async function* () {},
    terminal: undefined,
    serve: notHot,
    runInPlace: notHot,
    connect: async () => clientOf(await setup.dispatcherFor(line.env)),
  });
  return { stdout: Buffer.concat(stdout), stderr, exitCode };
}

function clientOf(dispatcher: Dispatcher): Client {
  return {
    call: async (method, request, { signal }) =>
      dispatcher.dispatch(method, request, {
        signal,
        now: Date.now,
        entropy: (sizeBytes) => randomBytes(sizeBytes),
        progress: () => undefined,
      }),
    follow: notHot,
    attach: notHot,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function notHot(): Promise<never> {
  throw new BugError('A hot command neither follows, nor attaches, nor serves');
}
