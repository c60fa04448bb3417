import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { failureBody } from '../../protocol/wire.ts';
import { statusOf } from './status-of.ts';

/** Tells a failure to a connection that gets no further; nothing more is said on it. */
export function refuseConnection(socket: Duplex, failure: unknown): void {
  socket.on('error', () => socket.destroy());
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const error = failureBody(failure);
  const status = statusOf(error);
  const body = `${JSON.stringify(error)}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? error.code}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
