import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Client } from '../../src/client/client.ts';
import { connectDaemon } from '../../src/client/connect-daemon.ts';
import { type MethodName, methodTable, type ResultOf } from '../../src/protocol/methods.ts';
import { type Living, processesWith } from '../hosts/leftovers.ts';
import { Sandbox, type Told } from '../hosts/sandbox.ts';
import { until } from '../hosts/until.ts';

/** The entry that is put on the PATH. */
export const STET = fileURLToPath(new URL('../../bin/stet', import.meta.url));

const DAEMON = fileURLToPath(new URL('../../dist/main/daemon.cjs', import.meta.url));
const { version } = z
  .object({ version: z.string() })
  .parse(createRequire(import.meta.url)('../../package.json'));

/** The same prompt for every user, and no help of the distribution's that asks the terminal. */
const BASHRC = "PS1='$ '\nunset PROMPT_COMMAND\nbind 'set enable-bracketed-paste on'\n";

const Refusal = z.object({ code: z.string(), message: z.string(), suggestion: z.string() });

/** An expected failure, as it stands on stderr. */
export type Refusal = z.output<typeof Refusal> & { readonly exitCode: number };

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
    sandbox.env['STET_SOCKET_DIR'] = sandbox.path('socket');
    // Otherwise stet looks at every tmux server of this user, and some end while it looks.
    sandbox.env['STET_TMUX_SOCKETS'] = sandbox.path('no-tmux');
    sandbox.env['PATH'] = `${sandbox.path('bin')}:${sandbox.env['PATH'] ?? ''}`;
    return new World(sandbox);
  }

  get home(): string {
    return this.sandbox.home;
  }

  /** Runs the command as a script does, whatever comes of it. */
  async stet(...words: readonly string[]): Promise<Told> {
    const { code, stdout, stderr } = await this.sandbox.run([STET, ...words]);
    return { code, stdout: stdout.toString(), stderr: stderr.toString() };
  }

  /** Runs the command, which must do its work (exit 0), and gives what it printed. */
  async say(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.stet(...words);
    if (code !== 0) throw new Error(`stet ${words.join(' ')}: ${code} ${stderr}${stdout}`);
    return stdout;
  }

  /** Runs a command that must fail. */
  async refusal(command: string, ...words: readonly string[]): Promise<Refusal> {
    const { code, stdout, stderr } = await this.stet(command, '--json', ...words);
    if (code === 0 || stdout !== '') throw new Error(`stet ${command} did not fail: ${stdout}`);
    return { ...Refusal.parse(JSON.parse(stderr)), exitCode: code };
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

  /** Waits until a session shows the text; fails with the screen when it does not within a minute. */
  async see(session: string, text: string, ...flags: readonly string[]): Promise<void> {
    const words = ['wait-for', '-s', session, '-t', '60000', ...flags, '--', text];
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

  /** Asks the daemon without a command in between, on a connection that is kept. */
  client(): Client {
    return connectDaemon({
      folder: this.sandbox.path('socket'),
      version,
      caller: { pid: process.pid, env: this.sandbox.env },
      start: { argv: [process.execPath, DAEMON, '--tell-starter'], env: this.sandbox.env },
    });
  }

  /** What runs here, daemon and holder included, by its words. */
  async processes(): Promise<readonly Living[]> {
    return processesWith(this.sandbox.env['STET_SANDBOX'] ?? '');
  }

  /** Ends the daemon as the kernel does when memory runs out. */
  async killDaemon(): Promise<void> {
    const [daemon] = (await this.processes()).filter(({ argv }) => argv.startsWith('stet-daemon'));
    if (daemon === undefined) throw new Error('No daemon runs');
    process.kill(daemon.pid, 'SIGKILL');
    await until('it is gone', () => !isThere(daemon.pid));
  }

  /** Ends every session. */
  async clear(): Promise<void> {
    const names = await this.names();
    await Promise.all(names.map(async (name) => this.stet('kill', '-s', name)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stet('stop');
    await this.sandbox.empty().catch(() => undefined); // what is left is named below
    const names = await readdir(this.sandbox.path('socket'), { recursive: true }).catch(() => []);
    await this.sandbox[Symbol.asyncDispose]();
    const alive = names.filter((name) => !/^(?:sessions|.*\.(?:log|lock))$/.test(name));
    if (alive.length > 0) throw new Error(`stet left in its runtime folder: ${alive.join(', ')}`);
  }
}

/** Whether the kernel still knows a process: until then it may hold sockets. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
