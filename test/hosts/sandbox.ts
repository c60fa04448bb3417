import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type MethodName, methodTable, type ResultOf } from '../../src/protocol/methods.ts';
import { endProcess, litterIn, processesWith, proveNothingIsLeft } from './leftovers.ts';
import { until } from './until.ts';
import { type Ended, runChild } from './run-child.ts';

/** What bin/stet starts: the command as it is installed, in one file. */
const STET = fileURLToPath(new URL('../../dist/main/stet.cjs', import.meta.url));

const TMUX_CONF = `
set -g default-shell /bin/bash
set -g default-command "bash --norc"
set -g history-limit 50000
set -g status off
set -g default-size 200x50
set -g status-interval 0
`;

const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  suggestion: z.string(),
  log: z.array(z.string()),
});

/** An expected failure, as `--json` prints it. */
export type Refusal = z.output<typeof Refusal> & { readonly exit: number };

/** What a command of stet said. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home, XDG folders and a PATH of its own for tmux and stet; nothing of it outlives a test. */
export class Sandbox implements AsyncDisposable {
  readonly folder: string;
  readonly home: string;
  readonly state: string;
  readonly runtime: string;
  readonly temporary: string;
  /** What children get; a test may set more, for instance `STET_TMUX_SOCKETS`. */
  readonly env: Record<string, string>;
  /** Words in front of every child: what puts it into a network of its own. */
  prefix: readonly string[] = [];
  /** What `stet` is here; a test may drive another installation. */
  command: readonly [string, ...string[]] = [process.execPath, STET];
  /** What all that was started here has in its environment, or in the path of its log. */
  readonly #mark: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#mark = folder;
    this.home = join(folder, 'home');
    this.state = join(folder, 'state');
    this.runtime = join(folder, 'run');
    this.temporary = join(folder, 'tmp');
    this.env = {
      PATH: `/usr/local/bin:/usr/bin:/bin:${dirname(process.execPath)}`,
      HOME: this.home,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      SHELL: '/bin/bash',
      XDG_STATE_HOME: this.state,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_RUNTIME_DIR: this.runtime,
      TMPDIR: this.temporary,
      TMUX_TMPDIR: join(folder, 'sockets'),
      // Only what listens inside the sandbox: the machine may run a kitty of its own.
      STET_KITTY_SOCKETS: `${join(folder, 'run')}/**`,
      STET_SANDBOX: this.#mark,
    };
  }

  static async make(): Promise<Sandbox> {
    const sandbox = new Sandbox(await mkdtemp(join(tmpdir(), 'stet-host-')));
    const { home, runtime, temporary, env } = sandbox;
    for (const path of [home, runtime, temporary, env['TMUX_TMPDIR'] ?? home]) {
      await mkdir(path, { mode: 0o700 });
    }
    await writeFile(join(home, '.tmux.conf'), TMUX_CONF);
    return sandbox;
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  async run(argv: readonly [string, ...string[]], env = {}): Promise<Ended> {
    const [file, ...rest] = [...this.prefix, ...argv];
    const whole: readonly [string, ...string[]] = [file ?? argv[0], ...rest];
    return runChild({ argv: whole, env: { ...this.env, ...env }, cwd: this.home });
  }

  /** Runs the built command as a user does. */
  async stet(args: readonly string[], env = {}): Promise<Told> {
    const { code, stdout, stderr } = await this.run([...this.command, ...args], env);
    return { code, stdout: stdout.toString(), stderr: stderr.toString() };
  }

  /** The same, as a user types it into a shell of the sandbox. */
  commandLine(...args: readonly string[]): string {
    return [...this.command, ...args].map((word) => `'${word}'`).join(' ');
  }

  /** Runs a command of stet that must do its work: all of it (exit 0) or a part of it (exit 3). */
  async ask<M extends MethodName>(
    method: M,
    args: readonly string[],
    env = {},
  ): Promise<ResultOf<M> & { readonly exit: number }> {
    const { code, stdout, stderr } = await this.stet(inJson(args), env);
    if (code !== 0 && code !== 3) throw new Error(`stet ${args.join(' ')}: ${code} ${stderr}`);
    const answer: unknown = JSON.parse(stdout);
    return Object.assign(readAnswer(method, answer), { exit: code });
  }

  async save(name: string, ...flags: readonly string[]): Promise<Answer<'workspace.save'>> {
    return this.ask('workspace.save', ['save', name, ...flags]);
  }

  async restore(name: string, ...flags: readonly string[]): Promise<Answer<'workspace.restore'>> {
    return this.ask('workspace.restore', ['restore', name, ...flags]);
  }

  async undo(...flags: readonly string[]): Promise<Answer<'restore.undo'>> {
    return this.ask('restore.undo', ['undo', ...flags]);
  }

  async diff(from: string, to: string): Promise<Answer<'checkpoint.diff'>> {
    return this.ask('checkpoint.diff', ['diff', from, to]);
  }

  async show(target: string): Promise<Answer<'checkpoint.show'>> {
    return this.ask('checkpoint.show', ['show', target]);
  }

  /** Ends everything that was started in the sandbox, without a chance to say goodbye. */
  async killAll(): Promise<void> {
    let quiet = 0;
    // A child that was being made while its parent died shows up a moment later.
    await until('all that ran in the sandbox is dead', async () => {
      const living = await processesWith(this.#mark);
      for (const { pid } of living) endProcess(pid);
      quiet = living.length === 0 ? quiet + 1 : 0;
      return quiet > 4;
    });
  }

  /** Waits until nothing that was started in the sandbox runs any more: also no dying shell. */
  async empty(): Promise<void> {
    await until('the sandbox is empty', async () => (await processesWith(this.#mark)).length === 0);
  }

  /** What a power cut does to the sandbox: every process of it ends at once. */
  async cutPower(): Promise<void> {
    await until('every process is gone', async () => {
      const alive = await processesWith(this.#mark);
      for (const { pid } of alive) endProcess(pid);
      return alive.length === 0;
    });
  }

  /** Runs a command of stet that must fail: one JSON object on stderr, nothing on stdout. */
  async refusal(args: readonly string[], env = {}): Promise<Refusal> {
    const { code, stdout, stderr } = await this.stet(inJson(args), env);
    if (code === 0 || stdout !== '') throw new Error(`stet ${args.join(' ')} did not fail`);
    return { ...Refusal.parse(JSON.parse(stderr)), exit: code };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await proveNothingIsLeft(this.#mark, this);
      const litter = await litterIn(this.state);
      if (litter.length > 0) throw new Error(`stet left behind:\n${litter.join('\n')}`);
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}

/** The flag stands before any `--`. */
function inJson([command = '', ...rest]: readonly string[]): readonly string[] {
  return [command, '--json', ...rest];
}

type Answer<M extends MethodName> = ResultOf<M> & { readonly exit: number };

function readAnswer<M extends MethodName>(method: M, answer: unknown): ResultOf<M> {
  return methodTable[method].result.parse(answer);
}
