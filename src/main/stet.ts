import { createInterface } from 'node:readline/promises';
import { StetError } from '../base/errors.ts';
import { runCli } from '../cli/run-cli.ts';
import { openClient } from './open-client.ts';
import { readVersion } from './read-version.ts';

void main();

/** Gives the command line its terminal, its signals and a way to reach stet. */
async function main(): Promise<void> {
  const version = readVersion();
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () =>
      interrupted.abort(new StetError('CANCELLED', `Interrupted by ${signal}`)),
    );
  }
  // A reader that has seen enough (head, less) closes the pipe; that is no failure.
  process.stdout.on('error', (failure: Error) => {
    if (!('code' in failure) || failure.code !== 'EPIPE') throw failure;
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    version,
    env: process.env,
    isOutputTerminal: process.stdout.isTTY,
    isErrorTerminal: process.stderr.isTTY,
    columns: process.stdout.columns,
    signal: interrupted.signal,
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    confirm,
    connect: async ({ isLocal }) => openClient(version, isLocal),
  });
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
