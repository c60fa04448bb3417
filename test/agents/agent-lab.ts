import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach } from 'vitest';
import type { ResultOf } from '../../src/protocol/methods.ts';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { Sandbox } from '../hosts/sandbox.ts';
import { until } from '../hosts/until.ts';
import { type AgentName, writeHome } from './agent-home.ts';
import type { Seats } from './seats.ts';
import { TmuxSeats } from './tmux-seats.ts';

const MODEL = fileURLToPath(new URL('./fixtures/fake-model.mjs', import.meta.url));
const BIN = fileURLToPath(new URL('../../.cache/agents/bin', import.meta.url));

/** Agents are slow to start on a machine that does other things too. */
const START_TIMEOUT_MS = 300_000;

/** Skips the tests of a file, loudly, where an agent is not installed; fails with STET_REQUIRE=all. */
export function needsAgents(...names: readonly AgentName[]): void {
  const missing = names.filter((name) => !existsSync(join(BIN, name)));
  if (missing.length === 0) return;
  const message = `Cannot find ${missing.join(', ')}: run "node scripts/install-agents.mjs ${missing.join(' ')}"`;
  if (process.env['STET_REQUIRE'] === 'all') throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  beforeEach(({ skip }) => skip(message));
}

const TYPING_TIMEOUT_MS = 20_000;

/** What an agent shows when it takes input. */
const READY: Readonly<Record<AgentName, RegExp>> = {
  opencode: /Ask anything/,
  claude: /shift\+tab to cycle|\? for shortcuts/,
  codex: /Ask Codex to do anything/,
  gemini: /Type your message/,
  copilot: /\/ commands|Enter @ to mention|for shortcuts/,
  qwen: /Type your message/,
  pi: /\(no-model\)|fake-1/,
};

type Agents = ResultOf<'agents.list'>;

/** One agent in a terminal of its own. */
export interface AgentSeat {
  readonly agent: AgentName;
  readonly target: string;
}

interface Marks {
  readonly mark: string;
  readonly others: readonly string[];
}

/** Makes the host that agents sit in. */
export type MakeSeats = (server: PrivateTmux) => Promise<Seats> | Seats;

const inTmux: MakeSeats = (server) => new TmuxSeats(server);

/** Agents in terminals, a model for them all, and no way out of this machine. */
export class AgentLab implements AsyncDisposable {
  readonly server: PrivateTmux;
  readonly #seats: Seats;
  readonly #endModel: () => void;

  private constructor(server: PrivateTmux, seats: Seats, endModel: () => void) {
    this.server = server;
    this.#seats = seats;
    this.#endModel = endModel;
  }

  /** @param makeSeats by default windows of a tmux session */
  static async start(makeSeats: MakeSeats = inTmux): Promise<AgentLab> {
    const sandbox = await Sandbox.make();
    const model = await startModel();
    sandbox.prefix = model.prefix;
    sandbox.env['PATH'] = `${BIN}:${sandbox.env['PATH'] ?? ''}`;
    const server = await PrivateTmux.start({ sandbox });
    // gemini complains into its own input line when this is not there.
    await mkdir(join(sandbox.temporary, 'gemini', 'ide'), { recursive: true });
    Object.assign(sandbox.env, await writeHome(sandbox.home, model.port));
    const seats = await makeSeats(server);
    sandbox.env['STET_TMUX_SOCKETS'] = server.socket;
    // Without it nothing tells one codex from another.
    await sandbox.stet(['integrate', 'codex', '--yes']);
    return new AgentLab(server, seats, model.end);
  }

  get sandbox(): Sandbox {
    return this.server.sandbox;
  }

  /** Opens a terminal in a project and starts an agent as a user does, by typing its name. */
  async open(
    agent: AgentName,
    project: string,
    words = '',
    command: string = agent,
  ): Promise<AgentSeat> {
    const folder = join(this.sandbox.home, project);
    await mkdir(folder, { recursive: true });
    const target = await this.#seats.open(folder);
    await this.shows(target, /[$#]\s*$/);
    await this.#seats.type(target, `${command}${words}`);
    await this.#seats.enter(target);
    // Two that start for the first time at once may lock each other out of a new database.
    await this.shows(target, READY[agent]);
    return { agent, target };
  }

  async isReady({ agent, target }: AgentSeat): Promise<void> {
    await this.shows(target, READY[agent]);
  }

  /** Says something and waits for the answer. */
  async say(seat: AgentSeat, text: string): Promise<void> {
    await this.enter(seat, text);
    await this.shows(seat.target, new RegExp(`FAKE: .*${text}`));
  }

  /**
   * Types a line, waits until the agent has taken it, and sends it.
   * @param isTaken told by the screen. Default: it shows the line.
   */
  async enter(
    { target }: AgentSeat,
    text: string,
    isTaken = (screen: string): boolean => screen.includes(text),
  ): Promise<void> {
    const isShown = async (): Promise<boolean> => isTaken(await this.screen(target));
    // Some draw their input line before they read from it, and drop what was typed so early.
    await until(
      `${target} takes ${text}`,
      async () => {
        await this.#seats.type(target, text);
        return until('it is shown', isShown, TYPING_TIMEOUT_MS).catch(() => false);
      },
      START_TIMEOUT_MS,
    );
    await this.#seats.enter(target);
  }

  /** What `stet agents` says, once it is what it should be. */
  async agents(isSo: (found: Agents) => boolean): Promise<Agents> {
    const ask = async (): Promise<Agents | false> => {
      const found = await this.sandbox.ask('agents.list', ['agents']);
      return isSo(found) && found;
    };
    return until('stet agents says so', ask, START_TIMEOUT_MS);
  }

  /** What a pane shows now, without its history. */
  async screen(target: string): Promise<string> {
    return this.#seats.screen(target);
  }

  async shows(target: string, text: RegExp): Promise<void> {
    let last = '';
    try {
      await until(
        `${target} shows ${String(text)}`,
        async () => text.test((last = await this.screen(target))),
        START_TIMEOUT_MS,
      );
    } catch (failure) {
      throw new Error(`${String(failure)}; it shows:\n${last}`, { cause: failure });
    }
  }

  /** Waits until a pane shows one mark, and none of the others. */
  async showsOnly(what: string, target: string, wanted: Marks): Promise<void> {
    let last = '';
    const isSo = async (): Promise<boolean> => {
      last = await this.screen(target);
      return last.includes(wanted.mark) && !wanted.others.some((other) => last.includes(other));
    };
    await until(`${what} shows ${wanted.mark} alone`, isSo, START_TIMEOUT_MS).catch((cause) => {
      throw new Error(`${String(cause)}; it shows:\n${last}`, { cause });
    });
  }

  /** `kill -9` of everything, and what a reboot takes away. */
  async cutPower(): Promise<void> {
    await this.sandbox.killAll();
    await this.#seats.forget?.();
  }

  /** Brings back what was saved, and finds the seats in it. */
  async restore(name: string): ReturnType<Sandbox['restore']> {
    const restored = await this.sandbox.restore(name);
    await this.#seats.find?.();
    return restored;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.cutPower();
      await forgetAgents(this.sandbox.temporary);
      await forgetAgents(this.sandbox.runtime);
    } finally {
      this.#endModel();
      await this.sandbox[Symbol.asyncDispose]();
    }
  }
}

interface Model {
  readonly port: number;
  /** What puts a command next to it, in a network that has nothing but itself. */
  readonly prefix: readonly string[];
  readonly end: () => void;
}

/** Root gives the model and all agents a network of their own; others rely on its being unreachable. */
async function startModel(): Promise<Model> {
  const isRoot = process.getuid?.() === 0;
  const script = 'ip link set lo up && exec "$0" "$1"';
  const argv = isRoot
    ? ['unshare', '--net', 'sh', '-c', script, process.execPath, MODEL]
    : [process.execPath, MODEL];
  const child = spawn(argv[0] ?? '', argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const port = await until('the model listens', () => said.endsWith('\n') && Number(said));
  const prefix = isRoot ? ['nsenter', '--target', String(child.pid), '--net'] : [];
  return { port, prefix, end: () => child.kill('SIGKILL') };
}

/** Agents that are killed leave sockets and libraries behind; what is left of stet is a fault. */
async function forgetAgents(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('stet')) await rm(join(folder, name), { recursive: true, force: true });
  }
}
