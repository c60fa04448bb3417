import { StetError } from '../../base/errors.ts';
import { refuseUnsafeFolder } from '../../os/runtime-folder.ts';
import { VERSION_HEADER } from '../../protocol/wire.ts';
import type { CommandLine, Service } from '../service.ts';
import type { Exchange } from './answer-method.ts';
import { readBody } from './read-body.ts';

/** Heads of answers are small; what is longer than this is a stack, and its start tells most. */
const MAX_ERROR_BYTES = 16_384;

/**
 * Answers `POST /v1/command-line` for bin/stet, which has no more than sh and curl. It sends two
 * files of /proc as they are, its environment and its arguments. The body of the answer is what
 * goes to stdout; `stet-exit` and `stet-errors`, as printf(1) %b reads it, are in its head.
 * @throws StetError SOCKET_UNSAFE, DAEMON_VERSION, REQUEST_INVALID: then nothing was done
 */
export async function answerLine(exchange: Exchange, service: Service): Promise<void> {
  const { request, response, signal } = exchange;
  refuseUnsafeFolder(service.folder);
  if (request.headers[VERSION_HEADER] !== service.version) {
    throw new StetError('DAEMON_VERSION', `Cannot speak for another stet than ${service.version}`);
  }
  const line = readLine(await readBody(request), request.headers);
  const { exitCode, stdout, stderr } = await service.runLine(line, signal);
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': stdout.length,
    'stet-exit': `${exitCode};`,
    'stet-errors': `${escapeForPrintf(stderr)};`,
  });
  response.end(stdout);
}

/**
 * curl puts "&" between the two files. Which strings are the words is known from their number:
 * they are the last ones, after those with which the shell itself was started.
 */
function readLine(
  body: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): CommandLine {
  const strings = body.toString('utf8').split('\0').slice(0, -1);
  const words = Number(headers['stet-words']);
  if (!Number.isSafeInteger(words) || words < 1 || words >= strings.length) {
    throw new StetError('REQUEST_INVALID', 'Cannot read the command line');
  }
  const entries = strings.slice(0, -words).flatMap((entry) => {
    const at = entry.indexOf('=');
    return at < 1 ? [] : [[entry.slice(0, at), entry.slice(at + 1)] as const];
  });
  return {
    words: strings.slice(-words),
    env: Object.fromEntries(entries),
    isErrorTerminal: headers['stet-error-terminal'] === 'yes',
  };
}

function escapeForPrintf(text: string): string {
  const bytes = Buffer.from(text).subarray(0, MAX_ERROR_BYTES);
  return Array.from(bytes, escapeByte).join('');
}

function escapeByte(byte: number): string {
  const character = String.fromCodePoint(byte);
  return /[A-Za-z0-9]/.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`;
}
