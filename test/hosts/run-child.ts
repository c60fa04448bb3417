import { spawn } from 'node:child_process';

export interface Child {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** 60 s by default; then it is killed and the test fails. */
  readonly timeoutMs?: number;
}

export interface Ended {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs a child to its end. @throws when it does not start, or does not end in time */
export async function runChild({ argv, env, cwd, timeoutMs = 60_000 }: Child): Promise<Ended> {
  const [file, ...args] = argv;
  const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => {
        if (exitCode === null) reject(new Error(`${argv.join(' ')} ended by ${signal ?? '?'}`));
        else resolve(exitCode);
      });
    });
    return { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
  } finally {
    clearTimeout(timer);
  }
}
