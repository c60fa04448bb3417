import { connect } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { StetError } from '../base/errors.ts';
import type { SessionExit } from '../protocol/session-answers.ts';
import { failureFromBody, isRecord, PROTOCOL_HEADER, VERSION_HEADER } from '../protocol/wire.ts';
import type { Attached, AttachRequest } from './client.ts';
import { type Line, readText } from './http-call.ts';

/**
 * Connects a terminal with a session over a WebSocket; resolves with the first bytes to show.
 * @throws StetError SESSION_NOT_FOUND, SESSION_EXITED, DAEMON_VERSION, DAEMON_UNREACHABLE
 */
export async function attachSession(line: Line, request: AttachRequest): Promise<Attached> {
  const { show, signal } = request;
  const socket = await openSocket(line, request);
  let isWanted = true;
  const detach = (): void => {
    isWanted = false;
    socket.close();
  };
  signal.addEventListener('abort', detach, { once: true });
  const over = new Promise<SessionExit | undefined>((resolve, reject) => {
    whenRefused(socket, signal, reject);
    whenTold(socket, resolve, reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', detach);
      if (isWanted) reject(gone());
      else resolve(undefined);
    });
  });
  const begun = new Promise<void>((resolve) => {
    socket.on('message', (data, isBinary) => {
      if (!isBinary) return;
      show(bytesOf(data));
      resolve();
    });
  });
  await Promise.race([begun, over]);
  return {
    input: (bytes) => socket.send(bytes),
    resize: (size) => socket.send(JSON.stringify({ resize: size })),
    detach,
    over,
  };
}

async function openSocket(
  { socketPath, protocol, version }: Line,
  { session, isWatching, size }: AttachRequest,
): Promise<WebSocket> {
  // Loaded on demand: no other command needs it.
  const { WebSocket: Socket } = await import('ws');
  const query = new URLSearchParams({
    session,
    watch: String(isWatching),
    columns: String(size.columns),
    rows: String(size.rows),
  });
  return new Socket(`ws://stet/v1/attach?${query.toString()}`, {
    createConnection: () => connect(socketPath),
    perMessageDeflate: false,
    headers: { [PROTOCOL_HEADER]: String(protocol), [VERSION_HEADER]: version },
  });
}

/** The daemon answered with something else than a terminal, or there is none. */
function whenRefused(
  socket: WebSocket,
  signal: AbortSignal,
  reject: (reason: unknown) => void,
): void {
  socket.once('error', (cause) => reject(gone({ cause })));
  socket.once('unexpected-response', (_, response) => {
    readText(response, signal).then((text) => reject(failureFromBody(JSON.parse(text))), reject);
  });
}

function whenTold(
  socket: WebSocket,
  resolve: (exit: SessionExit) => void,
  reject: (failure: Error) => void,
): void {
  socket.on('message', (data, isBinary) => {
    const message: unknown = isBinary ? undefined : JSON.parse(bytesOf(data).toString('utf8'));
    if (!isRecord(message)) return;
    const { exited, error } = message;
    if (isExit(exited)) resolve(exited);
    else if (error !== undefined) reject(failureFromBody(error));
  });
}

/** The daemon has held it against the table already. */
function isExit(value: unknown): value is SessionExit {
  return isRecord(value) && 'exit_code' in value;
}

function gone(options: ErrorOptions = {}): StetError {
  return new StetError('DAEMON_UNREACHABLE', 'Cannot go on: the daemon went away', options);
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
