import { Agent, type IncomingMessage } from 'node:http';
import { StetError } from '../base/errors.ts';
import {
  refuseUnsafeFolder,
  refuseUnsafeSocket,
  runtimePaths,
  type RuntimePaths,
} from '../os/runtime-folder.ts';
import type { Caller } from '../os/call.ts';
import { methodKinds } from '../protocol/method-kinds.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';
import { failureFromBody, isRecord, LINES, MAX_REQUEST_BYTES, PROTOCOL } from '../protocol/wire.ts';
import { attachSession } from './attach-session.ts';
import type { CallOptions, Client, FollowRequest } from './client.ts';
import {
  ConnectionLost,
  type Line,
  type Message,
  readLines,
  readText,
  sendRequest,
} from './http-call.ts';
import type { DaemonStart } from './start-daemon.ts';

/** A daemon may end between its start and our request, and so may the next one. */
const ATTEMPTS = 10;

/** Which daemon to ask, and as whom. */
export interface DaemonAddress {
  /** The runtime folder. */
  readonly folder: string;
  readonly version: string;
  /** The protocol that is spoken; the newest by default. */
  readonly protocol?: number;
  /** How to start it when it is not there; without, that is an error. */
  readonly start?: DaemonStart;
  /** The first request was sent by somebody else already, and its answer was lost. */
  readonly isAnswerLost?: boolean;
  /** Whose environment counts for requests. */
  readonly caller: Caller;
}

/** Asks the daemon over its socket, on connections that are kept. Nothing is asked yet. */
export function connectDaemon(address: DaemonAddress): Client {
  return new DaemonClient(address);
}

class DaemonClient implements Client {
  readonly #address: DaemonAddress;
  readonly #paths: RuntimePaths;
  readonly #line: Line;
  #isAnswerLost: boolean;

  constructor(address: DaemonAddress) {
    this.#address = address;
    this.#paths = runtimePaths(address.folder);
    this.#isAnswerLost = address.isAnswerLost ?? false;
    this.#line = {
      agent: new Agent({ keepAlive: true }),
      socketPath: this.#paths.socket,
      version: address.version,
      protocol: address.protocol ?? PROTOCOL,
    };
  }

  async call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    { signal, onProgress }: CallOptions,
  ): Promise<ResultOf<M>> {
    const isQuick = method.startsWith('session.');
    const message: Message = {
      method: 'POST',
      path: `/v1/${method}`,
      accept: isQuick ? 'application/json' : LINES,
      body: this.#bodyOf(request, isQuick),
      signal,
    };
    // Who has stopped can be stopped again.
    const mayRepeat = methodKinds[method] === 'read' || method === 'daemon.stop';
    const answer = await this.#asked(message, mayRepeat, async (response) =>
      isQuick ? readAnswer(response, signal) : readProgress(response, { signal, onProgress }),
    );
    if (isAnswerOf(method, answer)) return answer;
    throw new StetError('DAEMON_UNREACHABLE', `Cannot read the daemon's answer to ${method}`);
  }

  async follow(
    { session, since }: FollowRequest,
    show: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const query = new URLSearchParams({ session, since });
    const message: Message = {
      method: 'GET',
      path: `/v1/follow?${query.toString()}`,
      accept: LINES,
      signal,
    };
    await this.#asked(message, false, async (response) => {
      if (response.statusCode !== 200) await readAnswer(response, signal);
      for await (const { output, error } of readLines(response, signal)) {
        if (error !== undefined) throw failureFromBody(error);
        if (typeof output === 'string') show(Buffer.from(output, 'base64'));
      }
    });
  }

  async attach(...[request]: Parameters<Client['attach']>): ReturnType<Client['attach']> {
    await this.#ready(request.signal);
    return attachSession(this.#line, request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#line.agent.destroy();
  }

  /** A hot request carries no environment: sessions have their own. */
  #bodyOf(request: object, isQuick: boolean): string {
    const { caller } = this.#address;
    const body = JSON.stringify(isQuick ? request : { ...request, caller });
    if (body.length <= MAX_REQUEST_BYTES) return body;
    const limit = MAX_REQUEST_BYTES / 1024 / 1024;
    throw new StetError('REQUEST_TOO_LARGE', `Cannot send a request of more than ${limit} MiB`);
  }

  /** Asks; again when nothing can have been done yet, and once more when asking twice does no harm. */
  async #asked<T>(
    message: Message,
    mayRepeat: boolean,
    read: (response: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    let isRepeatable = mayRepeat;
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (this.#isAnswerLost) throw new ConnectionLost('unknown', undefined);
        return await this.#once(message, read);
      } catch (failure) {
        this.#isAnswerLost = false;
        if (!(failure instanceof ConnectionLost)) throw failure;
        const isDoubtful = failure.fate === 'unknown';
        if (attempt === ATTEMPTS || (isDoubtful && !isRepeatable)) throw lost(failure);
        if (isDoubtful) isRepeatable = false;
      }
      await this.#start(message.signal);
    }
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { start, folder } = this.#address;
    if (start === undefined) return;
    // Loaded on demand: mostly it runs.
    const { startDaemon } = await import('./start-daemon.ts');
    await startDaemon(folder, start, signal);
  }

  async #once<T>(message: Message, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    this.#refuseUnsafe();
    return read(await sendRequest(this.#line, message));
  }

  async #ready(signal: AbortSignal): Promise<void> {
    const message: Message = { method: 'GET', path: '/v1/ping', accept: '*/*', signal };
    await this.#asked(message, true, async (response) => readText(response, signal));
  }

  #refuseUnsafe(): void {
    if (refuseUnsafeFolder(this.#paths.folder)) refuseUnsafeSocket(this.#paths.socket);
  }
}

/** The daemon has held its answer against the table already, and speaks our protocol. */
function isAnswerOf<M extends MethodName>(_method: M, answer: unknown): answer is ResultOf<M> {
  return typeof answer === 'object' && answer !== null;
}

async function readAnswer(response: IncomingMessage, signal: AbortSignal): Promise<unknown> {
  const text = await readText(response, signal);
  const data: unknown = JSON.parse(text);
  if (response.statusCode === 200) return data;
  throw failureFromBody(data);
}

async function readProgress(
  response: IncomingMessage,
  { signal, onProgress }: CallOptions,
): Promise<unknown> {
  if (response.statusCode !== 200) return readAnswer(response, signal);
  let answer: unknown;
  for await (const { progress, result, error } of readLines(response, signal)) {
    if (error !== undefined) throw failureFromBody(error);
    if (result !== undefined) answer = result;
    if (isRecord(progress)) {
      const { step, done, total } = progress;
      onProgress({ step: String(step), done: Number(done), total: Number(total) });
    }
  }
  if (answer === undefined) throw new ConnectionLost('unknown', undefined);
  return answer;
}

function lost({ fate, cause }: ConnectionLost): StetError {
  if (fate !== 'unknown') return new StetError('DAEMON_UNREACHABLE', UNASKED[fate], { cause });
  return new StetError('DAEMON_UNREACHABLE', 'Cannot tell the outcome: the daemon went away', {
    hint: 'Look whether it was done, then run the command again: it starts another daemon',
    cause,
  });
}

const UNASKED = {
  'never arrived': 'Cannot find a daemon',
  unread: 'Cannot ask the daemon: it hung up',
} as const;
