import { fileURLToPath } from 'node:url';
import { StetError } from '../base/errors.ts';
import type { CallOptions, Client } from '../client/client.ts';
import { connectDaemon } from '../client/connect-daemon.ts';
import { answers } from '../client/start-daemon.ts';
import {
  chooseRuntimeFolder,
  refuseUnsafeFolder,
  type RuntimePaths,
  runtimePaths,
} from '../os/runtime-folder.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';

/**
 * The way to stet for one command. Sessions are asked of the daemon, which is started for them.
 * Everything else is asked of it when it runs, or when sessions wait for the next one; otherwise
 * this process does it alone. With `isLocal` everything stays in this process.
 */
export function openClient(version: string, isLocal: boolean): Client {
  return isLocal ? new LocalClient(version) : new CommandClient(version);
}

/** The engine in this process. */
class LocalClient implements Client {
  readonly #version: string;
  #opened: Promise<Client> | undefined;

  constructor(version: string) {
    this.#version = version;
  }

  call: Client['call'] = async (method, request, options) =>
    (await this.#open()).call(method, request, options);
  follow: Client['follow'] = async (...given) => (await this.#open()).follow(...given);
  attach: Client['attach'] = async (...given) => (await this.#open()).attach(...given);

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#opened)?.[Symbol.asyncDispose]();
  }

  // Loaded on demand: a command that asks the daemon does without the schemas.
  async #open(): Promise<Client> {
    this.#opened ??= import('./in-process.ts').then(async ({ connectInProcess }) =>
      connectInProcess(this.#version),
    );
    return this.#opened;
  }
}

/** The daemon, or this process, as the method wants it. */
class CommandClient implements Client {
  readonly #paths: RuntimePaths;
  readonly #daemon: Client;
  readonly #local: Client;

  constructor(version: string) {
    this.#paths = runtimePaths(chooseRuntimeFolder(process.env));
    this.#daemon = connectDaemon({
      folder: this.#paths.folder,
      version,
      start: { argv: daemonArgv(), env: daemonEnvironment() },
      caller: { pid: process.pid, env: process.env },
    });
    this.#local = new LocalClient(version);
  }

  async call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    options: CallOptions,
  ): Promise<ResultOf<M>> {
    if (method.startsWith('session.') || (await this.#isServed())) {
      return this.#daemon.call(method, request, options);
    }
    try {
      return await this.#local.call(method, request, options);
    } catch (failure) {
      // A restore that brings sessions back is found out by the engine alone.
      if (!(failure instanceof StetError) || failure.code !== 'DAEMON_NEEDED') throw failure;
    }
    return this.#daemon.call(method, request, options);
  }

  follow: Client['follow'] = async (...given) => this.#daemon.follow(...given);
  attach: Client['attach'] = async (...given) => this.#daemon.attach(...given);

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#daemon[Symbol.asyncDispose]();
    await this.#local[Symbol.asyncDispose]();
  }

  /** A folder that is not safe has no daemon of ours: saves need none. */
  async #isServed(): Promise<boolean> {
    const { folder, socket, holderSocket } = this.#paths;
    try {
      if (!refuseUnsafeFolder(folder)) return false;
    } catch {
      return false;
    }
    return (await answers(socket)) || answers(holderSocket);
  }
}

function daemonArgv(): readonly [string, ...string[]] {
  const file = fileURLToPath(new URL('./daemon.js', import.meta.url));
  return [process.execPath, file, '--tell-starter'];
}

/** It serves every terminal of this user, not the one that happened to start it. */
function daemonEnvironment(): NodeJS.ProcessEnv {
  const { TMUX: _, TMUX_PANE: __, STET_SESSION: ___, ...env } = process.env;
  return env;
}
