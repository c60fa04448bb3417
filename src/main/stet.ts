import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { StetError } from '../base/errors.ts';
import { runCli } from '../cli/run-cli.ts';
import { runInPlace } from '../os/run-in-place.ts';

process.exitCode = await main();

/** Gives the command line its terminal, its signals and a way to reach stet. */
async function main(): Promise<number> {
  const version = await readVersion();
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
  return runCli(process.argv.slice(2), {
    version,
    env: process.env,
    isOutputTerminal: process.stdout.isTTY,
    isErrorTerminal: process.stderr.isTTY,
    columns: process.stdout.columns,
    signal: interrupted.signal,
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    confirm,
    runInPlace,
    // Loaded on demand: --help and --version must not wait for the schemas.
    connect: async () => (await import('./in-process.ts')).connectInProcess(version),
  });
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const data: unknown = JSON.parse(text);
  const isPackage = typeof data === 'object' && data !== null && 'version' in data;
  return isPackage ? String(data.version) : '0.0.0';
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
