import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Client } from '../../src/client/client.ts';
import { connectDaemon, type DaemonAddress } from '../../src/client/connect-daemon.ts';
import { answers } from '../../src/client/answers.ts';
import { type RuntimePaths, runtimePaths } from '../../src/os/runtime-folder.ts';
import type { MethodName, RequestOf, ResultOf } from '../../src/protocol/methods.ts';
import { PROTOCOL } from '../../src/protocol/wire.ts';
import { Sandbox } from '../hosts/sandbox.ts';
import { until } from '../hosts/until.ts';

const DAEMON = fileURLToPath(new URL('../../dist/main/daemon.js', import.meta.url));

const Greeting = z.object({
  version: z.string(),
  protocol: z.literal(PROTOCOL),
  oldestProtocol: z.int(),
  pid: z.int(),
  sessions: z.int(),
});

/** What came back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A sandbox with a runtime folder of its own. Its end stops the daemon and every session. */
export class DaemonWorld implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly paths: RuntimePaths;
  readonly #clients: Client[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.paths = runtimePaths(sandbox.path('socket'));
  }

  static async make(env: Readonly<Record<string, string>> = {}): Promise<DaemonWorld> {
    const sandbox = await Sandbox.make();
    const world = new DaemonWorld(sandbox);
    Object.assign(sandbox.env, {
      STET_SOCKET_DIR: world.paths.folder,
      STET_TMUX_SOCKETS: sandbox.path('no-tmux'),
      ...env,
    });
    return world;
  }

  /** A client that starts the daemon when it needs it. */
  client(changes: Partial<DaemonAddress> = {}): Client {
    const client = connectDaemon({
      folder: this.paths.folder,
      version: '0.1.0',
      start: this.start,
      caller: { pid: process.pid, env: this.sandbox.env },
      ...changes,
    });
    this.#clients.push(client);
    return client;
  }

  /** A client for which no daemon is started. */
  unstartedClient(): Client {
    const client = connectDaemon({
      folder: this.paths.folder,
      version: '0.1.0',
      caller: { pid: process.pid, env: this.sandbox.env },
    });
    this.#clients.push(client);
    return client;
  }

  /** Closes the connections of all clients. */
  async disconnect(): Promise<void> {
    for (const client of this.#clients) await client[Symbol.asyncDispose]();
  }

  get start(): NonNullable<DaemonAddress['start']> {
    return { argv: [process.execPath, DAEMON, '--tell-starter'], env: this.sandbox.env };
  }

  /** Starts the daemon unless it runs, and tells its process. */
  async daemonPid(): Promise<number> {
    await ask(this.client(), 'config.show', {});
    return (await this.greeting()).pid;
  }

  async greeting(): Promise<z.output<typeof Greeting>> {
    return Greeting.parse(JSON.parse((await this.curl('/v1/ping')).body));
  }

  async curl(path: string, ...flags: readonly string[]): Promise<Reply> {
    const { socket } = this.paths;
    const mark = '\n--status ';
    const { stdout } = await this.sandbox.run([
      'curl',
      '-qs',
      '--unix-socket',
      socket,
      '-w',
      `${mark}%{http_code}`,
      ...flags,
      `http://stet${path}`,
    ]);
    const [body = '', status] = stdout.toString().split(mark);
    return { body, status: Number(status) };
  }

  /** A bare connection, for what no client would send. */
  async connection(): Promise<Socket> {
    const socket = connect(this.paths.socket);
    await once(socket, 'connect');
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      const { socket, holderSocket } = this.paths;
      if ((await answers(socket)) || (await answers(holderSocket))) {
        await ask(this.client(), 'daemon.stop', {});
      }
      await this.disconnect();
    } finally {
      await this.sandbox[Symbol.asyncDispose]();
    }
  }
}

/** Asks without anybody watching. */
export async function ask<M extends MethodName>(
  client: Client,
  method: M,
  request: RequestOf<M>,
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<ResultOf<M>> {
  return client.call(method, request, { signal, onProgress: () => undefined });
}

/** Whether a process runs; one that ended and was not collected does not. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export async function gone(pid: number): Promise<void> {
  await until(`process ${pid} has ended`, () => !isAlive(pid));
}

/** A text that fits, for a place among other expectations. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
