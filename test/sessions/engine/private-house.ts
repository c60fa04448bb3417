import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from '../../../src/os/call.ts';
import { connectHolder } from '../../../src/pty/connect-holder.ts';
import type { Holder } from '../../../src/pty/holder.ts';
import type { SessionLimits } from '../../../src/sessions/core/limits.ts';
import { openSessions } from '../../../src/sessions/open-sessions.ts';
import type { Sessions } from '../../../src/sessions/sessions.ts';
import { methodTable, type ParamsOf, type ResultOf } from '../../../src/protocol/methods.ts';
import type { SessionMethodName } from '../../../src/protocol/session-methods.ts';
import { processesWith } from '../../hosts/leftovers.ts';
import { until } from '../../hosts/until.ts';

const HOLDER = fileURLToPath(new URL('../../../dist/main/holder.js', import.meta.url));

type Operations = {
  readonly [M in SessionMethodName]: (params: ParamsOf<M>, call: Call) => Promise<ResultOf<M>>;
};

/** What a test gives of a method's parameters; the schema fills in the rest. */
type Given = Readonly<Record<string, unknown>>;

/** Sessions with a holder, a home and folders of their own; nothing of it outlives a test. */
export class PrivateHouse implements AsyncDisposable {
  readonly folder: string;
  readonly home: string;
  readonly runtime: string;
  readonly mark = `stet-house-${randomBytes(8).toString('hex')}`;
  readonly #limits: Partial<SessionLimits>;
  /** What the next daemon reads lines with that a session still awaits. */
  readAwaited: (from: string) => Promise<readonly string[]> = async () => [];
  holder: Holder;
  sessions: Sessions;

  private constructor(parts: {
    folder: string;
    holder: Holder;
    sessions: Sessions;
    limits: Partial<SessionLimits>;
  }) {
    this.folder = parts.folder;
    this.home = join(parts.folder, 'home');
    this.runtime = join(parts.folder, 'run');
    this.holder = parts.holder;
    this.sessions = parts.sessions;
    this.#limits = parts.limits;
  }

  static async make(limits: Partial<SessionLimits> = {}): Promise<PrivateHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'stet-house-'));
    const runtime = join(folder, 'run');
    // Without these folders fish writes completions for all manual pages at its first start.
    const fish = ['.local/share', '.cache'].map(
      (path) => `home/${path}/fish/generated_completions`,
    );
    for (const path of [runtime, ...fish.map((name) => join(folder, name))]) {
      await mkdir(path, { mode: 0o700, recursive: true });
    }
    const holder = await holderOf(runtime);
    const sessions = await open(holder, runtime, limits);
    return new PrivateHouse({ folder, holder, sessions, limits });
  }

  /** What a caller's environment would be. */
  get env(): readonly string[] {
    return [
      `PATH=/usr/local/bin:/usr/bin:/bin:${dirname(process.execPath)}`,
      `HOME=${this.home}`,
      'LANG=C.UTF-8',
      'SHELL=/bin/bash',
      'PS1=$ ',
      `STET_SANDBOX=${this.mark}`,
    ];
  }

  async ask<M extends SessionMethodName>(
    method: M,
    params: Given = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ResultOf<M>> {
    const request: unknown = { overrides: [], ...params };
    const parsed = methodTable[method].params.safeParse(request);
    if (!parsed.success) throw parsed.error;
    const { operations }: { readonly operations: Operations } = this.sessions;
    return operations[method](parsed.data, callWith(signal));
  }

  async spawn(
    argv: readonly string[],
    params: Given & { readonly env?: readonly string[] } = {},
  ): Promise<ResultOf<'session.spawn'>> {
    const { env = [], ...rest } = params;
    return this.ask('session.spawn', {
      cwd: this.home,
      ...rest,
      argv,
      env: [...this.env, ...env],
    });
  }

  /** Waits for text on the screen, and fails with the screen when it does not come. */
  async shows(text: string, params: Given = {}): Promise<void> {
    const { found, diagnosis } = await this.ask('session.wait', {
      anyOf: [{ text }],
      timeoutMs: 45_000,
      ...params,
    });
    if (!found) throw new Error(`Never saw ${JSON.stringify(text)}:\n${diagnosis?.screen ?? ''}`);
  }

  async screen(session = ''): Promise<string> {
    return (await this.ask('session.snapshot', { session })).text ?? '';
  }

  /** What is left of the daemon is dropped where it stands, and another one goes on. */
  async crash(): Promise<void> {
    const { holder: lost, sessions: before } = this;
    const holder = await holderOf(this.runtime);
    await lost.lost;
    this.holder = holder;
    this.sessions = await open(holder, this.runtime, this.#limits, this.readAwaited);
    await before[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.sessions.stop();
      await until(
        'every process of the house has ended',
        async () => (await processesWith(this.mark)).length === 0,
        30_000,
      );
      const left = await readdir(join(this.runtime, 'sessions'));
      if (left.length > 0) throw new Error(`A session left behind: ${left.join(', ')}`);
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}

export function callWith(signal: AbortSignal): Call {
  return {
    signal,
    now: Date.now,
    entropy: randomBytes,
    patienceMs: 10_000,
    progress: () => undefined,
  };
}

async function holderOf(runtime: string): Promise<Holder> {
  return connectHolder(runtime, { script: HOLDER, signal: AbortSignal.timeout(60_000) });
}

async function open(
  holder: Holder,
  folder: string,
  limits: Partial<SessionLimits>,
  readAwaited: PrivateHouse['readAwaited'] = async () => [],
): Promise<Sessions> {
  const given = { holder, folder, now: Date.now, entropy: randomBytes };
  return openSessions({ ...given, limits, readAwaited });
}
