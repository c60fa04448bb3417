import { type Agent, type IncomingMessage, request as send } from 'node:http';
import { StetError } from '../base/errors.ts';
import { errnoOf } from '../os/errno.ts';
import { isRecord, PROTOCOL_HEADER, VERSION_HEADER } from '../protocol/wire.ts';

/** Where a request goes, and who sends it. */
export interface Line {
  readonly agent: Agent;
  readonly socketPath: string;
  readonly version: string;
  readonly protocol: number;
}

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/**
 * What became of a request without an answer: nobody was there; somebody hung up before it had read
 * it, and so did nothing; or it may be done.
 */
export type Fate = 'never arrived' | 'unread' | 'unknown';

/** The daemon is not there, or went away before it answered. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly fate: Fate;

  constructor(fate: Fate, cause: unknown) {
    super('The connection to the daemon was lost', { cause });
    this.fate = fate;
  }
}

/**
 * Sends one request and resolves with the beginning of the answer.
 * @throws ConnectionLost, and the reason of the signal
 */
export async function sendRequest(line: Line, message: Message): Promise<IncomingMessage> {
  const { method, path, accept, body, signal } = message;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = send({
      agent: line.agent,
      socketPath: line.socketPath,
      method,
      path,
      signal,
      headers: {
        host: 'stet',
        accept,
        [PROTOCOL_HEADER]: String(line.protocol),
        [VERSION_HEADER]: line.version,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    request.once('response', resolve);
    request.once('error', (failure) => reject(reasonOf(failure, signal, wasUnread(failure))));
    request.end(body);
  });
}

/** All of an answer. @throws ConnectionLost, and the reason of the signal */
export async function readText(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: string[] = [];
  try {
    for await (const chunk of answer.setEncoding('utf8')) chunks.push(String(chunk));
  } catch (failure) {
    throw reasonOf(failure, signal);
  }
  return chunks.join('');
}

/** An answer in lines, each as the object that it is. @throws ConnectionLost when it breaks off */
export async function* readLines(
  answer: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let rest = '';
  try {
    for await (const chunk of answer.setEncoding('utf8')) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const value: unknown = JSON.parse(line);
        if (isRecord(value)) yield value;
      }
    }
  } catch (failure) {
    throw reasonOf(failure, signal);
  }
}

const NEVER_ARRIVED = new Set(['ENOENT', 'ECONNREFUSED', 'EAGAIN']);
const BROKE_OFF = new Set(['ECONNRESET', 'EPIPE']);

/**
 * A unix socket that is closed with something unread resets the other end, and one that is closed
 * takes no more (unix(7)). The daemon begins with what it has read to the end. One that has done so
 * and goes away closes the connection in order, which Node calls ECONNRESET as well.
 */
function wasUnread(failure: Error): boolean {
  const isReset = 'syscall' in failure && failure.syscall === 'read';
  return errnoOf(failure) === 'EPIPE' || (errnoOf(failure) === 'ECONNRESET' && isReset);
}

function reasonOf(failure: unknown, signal: AbortSignal, isUnread = false): unknown {
  if (signal.aborted) return signal.reason;
  const code = errnoOf(failure) ?? '';
  if (NEVER_ARRIVED.has(code)) return new ConnectionLost('never arrived', failure);
  if (BROKE_OFF.has(code)) return new ConnectionLost(isUnread ? 'unread' : 'unknown', failure);
  const message = 'Cannot understand what answers at the socket: it is no daemon of stet';
  return new StetError('DAEMON_UNREACHABLE', message, { cause: failure });
}
