import { once } from 'node:events';
import { connect } from 'node:net';
import type { RawData } from 'ws';
import { StetError } from '../base/errors.ts';
import type { SessionExit } from '../protocol/session-answers.ts';
import { failureFromBody, isRecord, PROTOCOL_HEADER, VERSION_HEADER } from '../protocol/wire.ts';
import type { Attached, AttachRequest } from './client.ts';
import type { Line } from './http-call.ts';

/**
 * Connects a terminal with a session over a WebSocket.
 * @throws StetError DAEMON_UNREACHABLE
 */
export async function attachSession(line: Line, request: AttachRequest): Promise<Attached> {
  // Loaded on demand: no other command needs it.
  const { WebSocket } = await import('ws');
  const { session, isWatching, size, show, signal } = request;
  const query = new URLSearchParams({
    session,
    watch: String(isWatching),
    columns: String(size.columns),
    rows: String(size.rows),
  });
  const socket = new WebSocket(`ws://stet/v1/attach?${query.toString()}`, {
    createConnection: () => connect(line.socketPath),
    perMessageDeflate: false,
    headers: { [PROTOCOL_HEADER]: String(line.protocol), [VERSION_HEADER]: line.version },
  });
  const over = new Promise<SessionExit | undefined>((resolve, reject) => {
    let isDetached = false;
    signal.addEventListener('abort', () => socket.close(), { once: true });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) show(bytesOf(data));
      else tell(JSON.parse(bytesOf(data).toString('utf8')), resolve, reject);
    });
    socket.once('error', reject);
    socket.once('close', () => {
      if (signal.aborted || isDetached) resolve(undefined);
      else reject(new StetError('DAEMON_UNREACHABLE', 'Cannot go on: the daemon went away'));
    });
    socket.once('detach', () => {
      isDetached = true;
      socket.close();
    });
  });
  await Promise.race([once(socket, 'open'), over]);
  return {
    input: (bytes) => socket.send(bytes),
    resize: (resized) => socket.send(JSON.stringify({ resize: resized })),
    detach: () => void socket.emit('detach'),
    over,
  };
}

function tell(
  message: unknown,
  resolve: (exit: SessionExit) => void,
  reject: (failure: Error) => void,
): void {
  if (!isRecord(message)) return;
  const { exited, error } = message;
  if (isExit(exited)) resolve(exited);
  else if (error !== undefined) reject(failureFromBody(error));
}

/** The daemon has held it against the table already. */
function isExit(value: unknown): value is SessionExit {
  return isRecord(value) && 'exit_code' in value;
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
