import { spawn } from 'node:child_process';

/** How a child is started: an argv array, never a shell line. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly input?: Buffer;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly signal: AbortSignal;
}

/** How a child ended. `signal` is set instead of `code` when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs a child to its end and collects what it said. When `signal` aborts, the child is killed
 * and the signal's reason is thrown. A program that is not there throws Node's ENOENT.
 */
export async function run(command: Command): Promise<Ended> {
  command.signal.throwIfAborted();
  const [file, ...args] = command.argv;
  const child = spawn(file, args, {
    env: command.env ?? process.env,
    cwd: command.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  command.signal.addEventListener('abort', kill, { once: true });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A child that ends without reading its input is judged by its exit, not by our broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input);
  try {
    const { code, signal } = await new Promise<Pick<Ended, 'code' | 'signal'>>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (exitCode, exitSignal) =>
          resolve({ code: exitCode, signal: exitSignal }),
        );
      },
    );
    command.signal.throwIfAborted();
    return { code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
  } finally {
    command.signal.removeEventListener('abort', kill);
  }
}

function collect(stream: NodeJS.ReadableStream): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}
