import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MethodName, methodTable, type ResultOf } from '../../src/protocol/methods.ts';
import { type Refusal, Sandbox, type Told } from '../hosts/sandbox.ts';

/** The same prompt for every user, and no help of the distribution's that asks the terminal. */
const BASHRC = "PS1='$ '\nunset PROMPT_COMMAND\nbind 'set enable-bracketed-paste on'\n";

type Answer<M extends MethodName> = ResultOf<M> & { readonly exitCode: number };

/** A place with a daemon and sessions of its own. At its end nothing of them may be left. */
export class World implements AsyncDisposable {
  readonly sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async open(): Promise<World> {
    const sandbox = await Sandbox.make();
    await writeFile(join(sandbox.home, '.bashrc'), BASHRC);
    await mkdir(sandbox.path('bin'));
    sandbox.env['PATH'] = `${sandbox.path('bin')}:${sandbox.env['PATH'] ?? ''}`;
    return new World(sandbox);
  }

  get home(): string {
    return this.sandbox.home;
  }

  /** Runs the command as a script does, whatever comes of it. */
  async stet(...words: readonly string[]): Promise<Told> {
    return this.sandbox.stet(words);
  }

  /** Runs the command, which must do its work (exit 0), and gives what it printed. */
  async say(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.stet(...words);
    if (code !== 0) throw new Error(`stet ${words.join(' ')}: ${code} ${stderr}${stdout}`);
    return stdout;
  }

  /** Runs a command that must fail. */
  async refusal(...words: readonly string[]): Promise<Refusal> {
    return this.sandbox.refusal(words);
  }

  /** The answer to a command as data, with its exit code. @throws when it answered nothing */
  async ask<M extends MethodName>(method: M, ...words: readonly string[]): Promise<Answer<M>> {
    const [command = '', ...rest] = words;
    const { code, stdout, stderr } = await this.stet(command, '--json', ...rest);
    if (stdout === '') throw new Error(`stet ${words.join(' ')}: ${code} ${stderr}`);
    const answer = methodTable[method].result.parse(JSON.parse(stdout));
    return Object.assign(answer, { exitCode: code });
  }

  async spawn(name: string, ...argv: readonly string[]): Promise<Answer<'session.spawn'>> {
    return this.ask('session.spawn', 'spawn', '--name', name, '--', ...argv);
  }

  /** A bash with the prompt "$ ", at that prompt. */
  async spawnShell(name: string): Promise<void> {
    await this.spawn(name, 'bash');
    await this.see(name, '$');
  }

  /** Waits until a session shows the text; fails with the screen when it does not within 20 s. */
  async see(session: string, text: string, ...flags: readonly string[]): Promise<void> {
    const words = ['wait-for', '-s', session, '-t', '20000', ...flags, '--', text];
    const { code, stdout } = await this.stet(...words);
    if (code !== 0) throw new Error(`${session} does not show ${JSON.stringify(text)}: ${stdout}`);
  }

  async screen(session: string): Promise<string> {
    const { text = '' } = await this.ask('session.snapshot', 'snapshot', '-s', session);
    return text;
  }

  async status(session: string): Promise<Answer<'session.status'>> {
    return this.ask('session.status', 'status', '-s', session);
  }

  /** The names of the sessions that run. */
  async names(): Promise<readonly string[]> {
    const { sessions } = await this.ask('session.list', 'list-sessions');
    return sessions.map(({ name }) => name).toSorted();
  }

  /** Puts a program on the PATH: a shell script. */
  async program(name: string, script: string): Promise<void> {
    const path = this.sandbox.path('bin', name);
    await writeFile(path, `#!/bin/bash\n${script}\n`);
    await chmod(path, 0o755);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox.stet(['stop']);
    await this.#requireNoSockets();
    await this.sandbox[Symbol.asyncDispose]();
  }

  /** Logs and locks may stay in the runtime folder; what is alive may not. */
  async #requireNoSockets(): Promise<void> {
    const folder = join(this.sandbox.runtime, 'stet');
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    await rm(folder, { recursive: true, force: true });
    const left = names.filter((name) => !/\.(?:log|lock)$/.test(name) && name !== 'sessions');
    if (left.length > 0) throw new Error(`stet left in its runtime folder: ${left.join(', ')}`);
  }
}
