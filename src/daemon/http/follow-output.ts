import { StetError } from '../../base/errors.ts';
import type { Service } from '../service.ts';
import type { Exchange } from './answer-method.ts';
import { startLines, writeLine } from './reply.ts';

/** More than a reader that still reads would leave lying. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Answers `GET /v1/follow?session=…&since=…`: a line for each piece of output, in base64, until
 * the session ends.
 * @throws StetError SESSION_NOT_FOUND, DAEMON_BUSY when the reader is too slow
 */
export async function followOutput(
  query: URLSearchParams,
  { response, signal }: Exchange,
  { sessions }: Service,
): Promise<void> {
  const tooSlow = new AbortController();
  const ending = AbortSignal.any([signal, tooSlow.signal]);
  const show = (bytes: Uint8Array): void => {
    if (!response.headersSent) startLines(response);
    writeLine(response, { output: Buffer.from(bytes).toString('base64') });
    if (response.writableLength > MAX_WAITING_BYTES) tooSlow.abort(readerTooSlow());
  };
  await sessions.follow(query.get('session') ?? '', query.get('since') ?? '', show, ending);
  if (!response.headersSent) startLines(response);
  writeLine(response, { result: {} });
  response.end();
}

function readerTooSlow(): StetError {
  return new StetError('DAEMON_BUSY', 'Cannot keep more output for a reader that does not read');
}
