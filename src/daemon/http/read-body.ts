import type { IncomingMessage } from 'node:http';
import { StetError } from '../../base/errors.ts';
import { MAX_REQUEST_BYTES } from '../../protocol/wire.ts';

/**
 * Reads what a request carries, and stops reading where it becomes too much.
 * @throws StetError REQUEST_TOO_LARGE, CANCELLED when the caller goes away
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (isDeclaredTooLarge(request)) throw tooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= MAX_REQUEST_BYTES) chunks.push(chunk);
      else {
        request.pause();
        reject(tooLarge());
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => reject(new StetError('CANCELLED', 'The caller went away')));
  });
}

/**
 * Reads what a refused request still sends, for nothing: hung up on before, its sender would find the
 * connection broken and never read why. One that is too large is left unread.
 */
export async function skipBody(request: IncomingMessage): Promise<void> {
  const isTooLarge = isDeclaredTooLarge(request) || request.isPaused();
  if (request.complete || request.destroyed || isTooLarge) return;
  await new Promise<void>((resolve) => {
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_REQUEST_BYTES) resolve();
    });
    for (const end of ['end', 'close'] as const) request.once(end, resolve);
  });
}

/** Whether the request says by itself that it is too large. */
export function isDeclaredTooLarge({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > MAX_REQUEST_BYTES;
}

function tooLarge(): StetError {
  const limit = MAX_REQUEST_BYTES / 1024 / 1024;
  return new StetError('REQUEST_TOO_LARGE', `Cannot take a request of more than ${limit} MiB`);
}
