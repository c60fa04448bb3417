import type { Client } from '../../client/client.ts';
import type { CliIo } from '../cli-io.ts';
import type { Clock } from '../clock.ts';
import { runCli } from '../run-cli.ts';
import { fakeStet } from './fake-stet.ts';
import { NOW_MS } from './saved-world.ts';

/** What a person or a program sees of one command line. */
export interface Seen {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

export interface Scene {
  readonly client?: Client;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly answer?: boolean;
  /** What stands on stdin. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** How a program ends that stet runs in its place; by default with 0. */
  readonly exitCodeOf?: (program: string) => number;
}

/** Runs `stet` with the given words against the fake world, or against the scene's own client. */
export async function runStet(argv: readonly string[], scene: Scene = {}): Promise<Seen> {
  const { isTerminal = false, client = fakeStet(), answer = false } = scene;
  const heard = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const io: CliIo = {
    version: '0.1.0',
    env: scene.env ?? {},
    isOutputTerminal: isTerminal,
    isErrorTerminal: isTerminal,
    columns: scene.columns ?? 100,
    signal: scene.signal ?? new AbortController().signal,
    cwd: '/home/me',
    write: async (content) => {
      heard.stdout += typeof content === 'string' ? content : Buffer.from(content).toString();
    },
    inputLines: async function* () {
      for (const line of (scene.input ?? '').split('\n')) yield line;
    },
    readInput: async () => Buffer.from(scene.input ?? ''),
    terminal: undefined,
    serve: async () => 0,
    writeError: (text) => {
      heard.stderr += text;
    },
    confirm: async (question) => {
      questions.push(question);
      return answer;
    },
    runInPlace: async ([program]) => scene.exitCodeOf?.(program) ?? 0,
    connect: async () => client,
  };
  const exitCode = await runCli(argv, io, scene.clock ?? new FakeClock());
  return { exitCode, ...heard, questions };
}

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #nowMs = NOW_MS;
  #alarms: { readonly atMs: number; readonly act: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  later(delayMs: number, act: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, act };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#alarms.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#alarms = this.#alarms.filter((alarm) => !due.includes(alarm));
    for (const { act } of due) act();
  }
}
