import { type ChildProcess, spawn } from 'node:child_process';
import { timedOut } from './call.ts';

/** How a child is started: an argv array, never a shell line. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly input?: Buffer;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly signal: AbortSignal;
  /** Ends a child that prints nothing for so long; work that goes on may take any time. */
  readonly silenceMs?: number;
}

/** How a child ended. `signal` is set instead of `code` when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs a child to its end and collects what it said. When `signal` aborts or the child keeps
 * silent for too long, it is killed and the reason is thrown (a TimeoutError for silence). A
 * program that is not there throws Node's ENOENT.
 */
export async function run(command: Command): Promise<Ended> {
  command.signal.throwIfAborted();
  const [file, ...args] = command.argv;
  const child = spawn(file, args, {
    env: command.env ?? process.env,
    cwd: command.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const silence = new Silence(command.silenceMs);
  const signals = [command.signal, silence.signal];
  const kill = (): void => {
    child.kill('SIGKILL');
    // A tmux client hands its pipes to the server; one that is stopped would keep them open.
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  };
  for (const signal of signals) signal.addEventListener('abort', kill, { once: true });
  const stdout = collect(child.stdout, silence);
  const stderr = collect(child.stderr, silence);
  // A child that ends without reading its input is judged by its exit, not by our broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input);
  try {
    const { code, signal } = await ending(child);
    for (const own of signals) own.throwIfAborted();
    return { code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
  } finally {
    for (const own of signals) own.removeEventListener('abort', kill);
    silence.end();
  }
}

async function ending(child: ChildProcess): Promise<Pick<Ended, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Aborts its signal when nobody has broken it for `limitMs`. */
class Silence {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number | undefined) {
    if (limitMs === undefined) return;
    this.#timer = setTimeout(() => this.#controller.abort(timedOut(limitMs)), limitMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  break(): void {
    this.#timer?.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function collect(stream: NodeJS.ReadableStream, silence: Silence): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    silence.break();
  });
  return chunks;
}
