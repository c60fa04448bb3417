import { once } from 'node:events';
import { StetError } from '../base/errors.ts';
import { runCli } from '../cli/run-cli.ts';
import { controllerForMany } from '../os/call.ts';
import { runInPlace } from '../os/run-in-place.ts';
import { openClient } from './open-client.ts';
import { personTerminal } from './person-terminal.ts';
import { readVersion } from './read-version.ts';

void main();

/** Gives the command line its terminal, its signals and a way to reach stet. */
async function main(): Promise<void> {
  const version = readVersion();
  const interrupted = controllerForMany();
  const interrupt = (signal: string): void =>
    interrupted.abort(new StetError('CANCELLED', `Interrupted by ${signal}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, interrupt);
  }
  // What came of it when bin/stet asked the daemon by itself, and could not tell what happened.
  const attempt = process.env['STET_ATTEMPT'];
  delete process.env['STET_ATTEMPT'];
  if (attempt === 'SIGINT') interrupt(attempt);
  // A reader that has seen enough (head, less) closes the pipe; that is no failure.
  process.stdout.on('error', (failure: Error) => {
    if (!('code' in failure) || failure.code !== 'EPIPE') throw failure;
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    version,
    env: process.env,
    cwd: process.cwd(),
    isOutputTerminal: process.stdout.isTTY,
    isErrorTerminal: process.stderr.isTTY,
    columns: process.stdout.columns,
    signal: interrupted.signal,
    write: async (content) =>
      new Promise((resolve) => {
        process.stdout.write(content, () => resolve());
      }),
    writeError: (text) => void process.stderr.write(text),
    confirm,
    readInput,
    inputLines: () => inputLines(interrupted.signal),
    terminal: personTerminal(),
    connect: async (way) => openClient(version, { ...way, isAnswerLost: attempt === 'lost' }),
    serve,
    runInPlace,
  });
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  process.stdin.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(process.stdin, 'end');
  return Buffer.concat(chunks);
}

/** The daemon is a program of its own: it runs when it is loaded. */
async function serve(): Promise<number> {
  const { ended } = await import('./daemon.ts');
  await ended;
  return 0;
}

// What reads lines is loaded on demand: few commands do.
async function* inputLines(signal: AbortSignal): AsyncGenerator<string> {
  const { createInterface } = await import('node:readline');
  yield* createInterface({ input: process.stdin, signal });
}

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
