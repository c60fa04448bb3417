import { randomBytes } from 'node:crypto';
import { BugError } from '../base/errors.ts';
import { runCli } from '../cli/run-cli.ts';
import type { Client } from '../client/client.ts';
import type { Dispatcher } from '../daemon/dispatch.ts';
import type { CommandLine, LineAnswer } from '../daemon/service.ts';

interface LineSetup {
  readonly version: string;
  readonly dispatcherFor: (env: CommandLine['env']) => Promise<Dispatcher>;
  /** Aborted when the caller goes away. */
  readonly ending: AbortSignal;
}

/** Runs a command line inside the daemon: what it prints is what the command itself would print. */
export async function runLine(line: CommandLine, setup: LineSetup): Promise<LineAnswer> {
  const printed = { stdout: '', stderr: '' };
  const exitCode = await runCli(line.words, {
    version: setup.version,
    env: line.env,
    isOutputTerminal: false,
    isErrorTerminal: line.isErrorTerminal,
    columns: 80,
    signal: setup.ending,
    write: (text) => void (printed.stdout += text),
    writeError: (text) => void (printed.stderr += text),
    confirm: async () => false,
    connect: async () => clientOf(await setup.dispatcherFor(line.env)),
  });
  return { ...printed, exitCode };
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
    follow: async () => {
      throw new BugError('A command line in the daemon follows nothing');
    },
    attach: async () => {
      throw new BugError('A command line in the daemon has no terminal');
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
