import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchDetached } from '../../src/os/launch-detached.ts';
import { processesWith } from './leftovers.ts';
import type { PrivateDisplay } from './private-display.ts';
import { Sandbox } from './sandbox.ts';
import { until } from './until.ts';

const CONF = `
allow_remote_control yes
enabled_layouts tall,splits,stack,fat,grid,horizontal,vertical
update_check_interval 0
confirm_os_window_close 0
remember_window_size no
dynamic_background_opacity yes
scrollback_lines 12000
shell bash --norc
shell_integration disabled
`;

/** A sandbox with a display and a kitty.conf in it; every kitty that runs there ends with it. */
export class KittySandbox implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly #known = new Set<number>();

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async make(display: PrivateDisplay, conf = ''): Promise<KittySandbox> {
    return KittySandbox.in(await Sandbox.make(), display, conf);
  }

  /** The same in a sandbox that is there already, and that whoever made it disposes of. */
  static async in(sandbox: Sandbox, display: PrivateDisplay, conf = ''): Promise<KittySandbox> {
    const folder = sandbox.path('config', 'kitty');
    await mkdir(folder, { recursive: true });
    const listenOn = `listen_on unix:${sandbox.runtime}/kitty-{kitty_pid}.sock\n`;
    await writeFile(join(folder, 'kitty.conf'), `${CONF}${listenOn}${conf}`);
    Object.assign(sandbox.env, {
      DISPLAY: display.name,
      LIBGL_ALWAYS_SOFTWARE: '1',
      XDG_CACHE_HOME: sandbox.path('cache'),
      KITTY_CONFIG_DIRECTORY: folder,
      STET_TMUX_SOCKETS: sandbox.path('no-tmux'),
    });
    return new KittySandbox(sandbox);
  }

  /** Starts a kitty as a user does; without remote control nobody can tell when it is up. */
  async start(...args: readonly string[]): Promise<RunningKitty> {
    const { sandbox } = this;
    const [file = '', ...rest] = [...sandbox.prefix, 'kitty', ...args];
    const { pid } = await launchDetached({
      argv: [file, ...rest],
      env: sandbox.env,
      cwd: sandbox.home,
      logFile: sandbox.path('kitty.log'),
    });
    this.#known.add(pid);
    return this.#running(pid);
  }

  /** The same, ready to answer. */
  async up(...args: readonly string[]): Promise<RunningKitty> {
    const kitty = await this.start(...args);
    await kitty.isUp();
    return kitty;
  }

  #running(pid: number): RunningKitty {
    return new RunningKitty(pid, join(this.sandbox.runtime, `kitty-${pid}.sock`));
  }

  /** The kitty processes that run in the sandbox, whoever started them. */
  async pids(): Promise<readonly number[]> {
    const living = await processesWith(this.sandbox.env['STET_SANDBOX'] ?? '-');
    return living
      .filter(({ argv }) => /^(?:\S*\/)?kitty(?: -|$)/.test(argv.trim()))
      .map(({ pid }) => pid);
  }

  /** The kitty that a restore has started: the only one that no test did. */
  async restored(): Promise<RunningKitty> {
    // The helper that kitty forks has the same words, but no socket.
    const sockets = new Set(await readdir(this.sandbox.runtime));
    const [pid, ...others] = (await this.pids()).filter(
      (own) => !this.#known.has(own) && sockets.has(`kitty-${own}.sock`),
    );
    if (pid === undefined || others.length > 0)
      throw new Error(`restored: ${pid} ${others.join(' ')}`);
    this.#known.add(pid);
    return this.#running(pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pid of await this.pids()) end(pid);
    await until('every kitty has ended', async () => (await this.pids()).length === 0);
    await rm(join(this.sandbox.runtime, 'stet'), { recursive: true, force: true });
    for (const name of await readdir(this.sandbox.runtime)) {
      if (name.endsWith('.sock')) await rm(join(this.sandbox.runtime, name));
    }
    await this.sandbox[Symbol.asyncDispose]();
  }
}

const FACTS_KITTEN = fileURLToPath(new URL('kitty_facts.py', import.meta.url));

/** A kitty that runs: asked by its remote control, or by stet's own socket in it. */
export class RunningKitty {
  readonly pid: number;
  readonly socket: string;

  constructor(pid: number, socket: string) {
    this.pid = pid;
    this.socket = socket;
  }

  async isUp(): Promise<void> {
    await until('kitty answers', async () =>
      this.rc('ls', {}).then(
        () => true,
        () => false,
      ),
    );
  }

  /** Runs a command of kitty's remote control and gives back its data. */
  async rc(cmd: string, payload: object): Promise<unknown> {
    const request = { cmd, version: [0, 14, 2], no_response: false, payload };
    const text = await talk(
      this.socket,
      `\u001BP@kitty-cmd${JSON.stringify(request)}\u001B\\`,
      END,
    );
    const reply: unknown = JSON.parse(text.slice('\u001BP@kitty-cmd'.length, -END.length));
    if (typeof reply !== 'object' || reply === null || !('ok' in reply)) throw new Error(text);
    if (reply.ok !== true) throw new Error(`${cmd}: ${JSON.stringify(reply)}`);
    return 'data' in reply ? reply.data : undefined;
  }

  /** Opens a pane and gives back kitty's id of it. */
  async launch(payload: object): Promise<number> {
    return Number(await this.rc('launch', payload));
  }

  /** Types into a pane; kitty never answers this one. */
  async type(pane: number, text: string): Promise<void> {
    const payload = { match: `id:${pane}`, data: `text:${text}` };
    const request = { cmd: 'send-text', version: [0, 14, 2], no_response: true, payload };
    await talk(this.socket, `\u001BP@kitty-cmd${JSON.stringify(request)}\u001B\\`, '');
  }

  async text(pane: number): Promise<string> {
    return String(await this.rc('get-text', { match: `id:${pane}`, extent: 'all' }));
  }

  async shows(pane: number, text: string): Promise<void> {
    await until(`pane ${pane} shows ${JSON.stringify(text)}`, async () =>
      (await this.text(pane)).includes(text),
    );
  }

  /** Runs a file of Python inside kitty; what its `handle_result` returns comes back. */
  async kitten(path: string, ...args: readonly string[]): Promise<string> {
    return String(await this.rc('kitten', { kitten: path, args, match: null }));
  }

  /** What the tests know about kitty, read by code of their own. */
  async facts(): Promise<ReadonlyMap<string, string>> {
    const said: unknown = JSON.parse(await this.kitten(FACTS_KITTEN));
    if (typeof said !== 'object' || said === null) throw new Error('no facts');
    return new Map(Object.entries(said).map(([key, value]) => [key, String(value)]));
  }

  kill(): void {
    end(this.pid);
  }

  /** Stops it, so that it answers nobody until the pause is disposed of. */
  pause(): Disposable {
    process.kill(this.pid, 'SIGSTOP');
    return { [Symbol.dispose]: () => process.kill(this.pid, 'SIGCONT') };
  }
}

const END = '\u001B\\';

async function talk(socket: string, message: string, ending: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(socket);
    let said = '';
    connection.setEncoding('utf8');
    connection.on('connect', () =>
      ending === '' ? connection.end(message) : connection.write(message),
    );
    connection.on('data', (chunk: string) => {
      said += chunk;
      if (ending !== '' && said.endsWith(ending)) connection.end();
    });
    connection.on('error', reject);
    connection.on('close', () => resolve(said));
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended on its own in the meantime.
  }
}
