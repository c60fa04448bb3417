import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StetError } from '../base/errors.ts';
import type { CallOptions, Client } from '../client/client.ts';
import { connectDaemon } from '../client/connect-daemon.ts';
import { answers } from '../client/answers.ts';
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
export function openClient(version: string, { isLocal, isAnswerLost }: Way): Client {
  return isLocal ? new LocalClient(version) : new CommandClient(version, isAnswerLost);
}

/** How a command wants to be answered. */
export interface Way {
  /** Without the daemon. */
  readonly isLocal: boolean;
  /** It was asked already, and the answer was lost. */
  readonly isAnswerLost: boolean;
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
    // What went wrong as it was opened was told to whoever asked.
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.[Symbol.asyncDispose]();
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

  constructor(version: string, isAnswerLost: boolean) {
    this.#paths = runtimePaths(chooseRuntimeFolder(process.env));
    this.#daemon = connectDaemon({
      folder: this.#paths.folder,
      version,
      start: { argv: daemonArgv(), env: daemonEnvironment() },
      caller: { pid: process.pid, env: process.env },
      isAnswerLost,
    });
    this.#local = new LocalClient(version);
  }

  async call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    options: CallOptions,
  ): Promise<ResultOf<M>> {
    const startsDaemon = method.startsWith('session.') && method !== 'session.list';
    if (startsDaemon || (await this.#isServed())) {
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

/** The daemon as it was built beside this file: as one file when this is one. */
function daemonArgv(): readonly [string, ...string[]] {
  const own = fileURLToPath(import.meta.url);
  return [process.execPath, join(dirname(own), `daemon${extname(own)}`), '--tell-starter'];
}

/** It serves every terminal of this user, not the one that happened to start it. */
function daemonEnvironment(): NodeJS.ProcessEnv {
  const { TMUX: _, TMUX_PANE: __, STET_SESSION: ___, ...env } = process.env;
  return env;
}
