import { readFile } from 'node:fs/promises';
import { Sandbox } from './sandbox.ts';
import { until } from './until.ts';

/** Where a server listens, and in whose sandbox; by default in one of its own. */
export interface PrivateTmuxOptions {
  readonly sandbox?: Sandbox;
  readonly socket?: string;
}

const LISTING =
  '#{session_name}\t#{window_index}\t#{window_name}\t#{window_layout}\t#{window_flags}\t' +
  '#{pane_id}\t#{pane_pid}\t#{pane_active}\t#{pane_title}';

/** A tmux server of a test's own. Disposing of it ends it, and proves that nothing is left. */
export class PrivateTmux implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly socket: string;
  readonly #ownsSandbox: boolean;

  private constructor(sandbox: Sandbox, socket: string, ownsSandbox: boolean) {
    this.sandbox = sandbox;
    this.socket = socket;
    this.#ownsSandbox = ownsSandbox;
  }

  /** Makes the place for a server; the first `new-session` starts it. stet sees this server alone. */
  static async start(options: PrivateTmuxOptions = {}): Promise<PrivateTmux> {
    const sandbox = options.sandbox ?? (await Sandbox.make());
    const server = new PrivateTmux(
      sandbox,
      options.socket ?? sandbox.path('tmux.socket'),
      options.sandbox === undefined,
    );
    if (options.sandbox === undefined) sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
    return server;
  }

  /** Runs one tmux command and gives back what it printed, without the last newline. */
  async tmux(...args: readonly string[]): Promise<string> {
    return (await this.tmuxBytes(...args)).toString('utf8');
  }

  /** The same in bytes, for text that is no UTF-8. */
  async tmuxBytes(...args: readonly string[]): Promise<Buffer> {
    const ended = await this.sandbox.run(['tmux', '-u', '-S', this.socket, ...args]);
    if (ended.code !== 0) throw new Error(`tmux ${args.join(' ')}: ${ended.stderr.toString()}`);
    return ended.stdout.at(-1) === 0x0a ? ended.stdout.subarray(0, -1) : ended.stdout;
  }

  /** What a format says of a target. */
  async ask(target: string, format: string): Promise<string> {
    return this.tmux('display-message', '-p', '-t', target, format);
  }

  /** Lists every session, window and pane with its layout: what a restore must not disturb. */
  async listing(): Promise<readonly string[]> {
    const text = await this.tmux('list-panes', '-a', '-F', LISTING);
    return text.split('\n').toSorted();
  }

  /** Types into a pane as a user does: text, then Enter. */
  async type(target: string, text: string): Promise<void> {
    await this.prompt(target);
    await this.tmux('send-keys', '-t', target, '-l', text);
    await this.tmux('send-keys', '-t', target, 'Enter');
  }

  /** Waits until the shell of a pane shows its prompt and reads. */
  async prompt(target: string): Promise<void> {
    await until(`a prompt in ${target}`, async () =>
      /[$#] ?$/.test((await this.lines(target)).at(-1) ?? ''),
    );
  }

  /** All that a pane holds, history included, in logical lines without trailing empty ones. */
  async lines(target: string, ...flags: readonly string[]): Promise<readonly string[]> {
    const bytes = await this.tmuxBytes('capture-pane', '-pJ', ...flags, '-S', '-', '-t', target);
    const lines = bytes.toString('latin1').split('\n');
    return lines
      .slice(0, lines.findLastIndex((line) => line !== '') + 1)
      .map((line) => Buffer.from(line, 'latin1').toString('utf8'));
  }

  /** Waits until a pane shows a text. */
  async shows(target: string, text: string): Promise<void> {
    await until(`${target} shows ${JSON.stringify(text)}`, async () =>
      (await this.lines(target)).some((line) => line.includes(text)),
    );
  }

  /** The words of what runs in the foreground of a pane, each byte as one character. */
  async foreground(target: string): Promise<readonly string[]> {
    const pid = await this.ask(target, '#{pane_pid}');
    return argvOf(await foregroundOf(Number(pid)));
  }

  /** Waits until a program whose words begin with `words` is in the foreground of a pane. */
  async runs(target: string, ...words: readonly string[]): Promise<void> {
    await until(`${words.join(' ')} runs in ${target}`, async () => {
      const argv = await this.foreground(target);
      return words.every(
        (word, at) => argv[at] === word || argv[at]?.endsWith(`/${word}`) === true,
      );
    });
  }

  /** Ends the server and waits until its process is gone. */
  async kill(): Promise<void> {
    const pid = await this.pid();
    if (pid === undefined) return;
    await this.tmux('kill-server');
    await this.gone(pid);
  }

  /** Waits until a process of the server is gone. */
  async gone(pid: number): Promise<void> {
    await until(`tmux ${pid} has ended`, async () => (await stateOf(pid)) === undefined);
  }

  /** Stops the server, which then answers nobody, until the pause is disposed of. */
  async pause(): Promise<AsyncDisposable> {
    const pid = await this.pid();
    if (pid === undefined) throw new Error('Cannot pause a server that does not run');
    process.kill(pid, 'SIGSTOP');
    await until('the server has stopped', async () => (await stateOf(pid)) === 'T');
    return {
      [Symbol.asyncDispose]: async () => {
        process.kill(pid, 'SIGCONT');
      },
    };
  }

  /** The server's pid; undefined when none runs. */
  async pid(): Promise<number | undefined> {
    const question = ['display-message', '-p', '#{pid}'] as const;
    const ended = await this.sandbox.run(['tmux', '-S', this.socket, ...question]);
    const pid = Number(ended.stdout.toString());
    return ended.code === 0 && pid > 0 ? pid : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.kill();
    } finally {
      if (this.#ownsSandbox) await this.sandbox[Symbol.asyncDispose]();
    }
  }
}

/** The pid of the process in the foreground of the terminal that `pid` is on. */
export async function foregroundOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[5] ?? pid);
}

/** The words of a process, each byte as one character; none when it is gone. */
export async function argvOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

async function stateOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
  return state === 'Z' ? undefined : state;
}
