import { StetError } from '../../base/errors.ts';
import { refuseUnsafeFolder } from '../../os/runtime-folder.ts';
import type { CommandLine, Service } from '../service.ts';
import type { Exchange } from './answer-method.ts';
import { readBody } from './read-body.ts';
import { replyText } from './reply.ts';

/** Parts the fields of the answer; nothing that a command prints contains it. */
const SEPARATOR = '\u001E';

/**
 * Answers `POST /v1/command-line` for bin/stet, which has no more than sh and curl. It sends two
 * files of /proc as they are, its environment and its arguments, and gets back three fields: the
 * exit code, stdout and stderr.
 */
export async function answerLine(exchange: Exchange, service: Service): Promise<void> {
  refuseUnsafeFolder(service.folder);
  const { headers } = exchange.request;
  const body = await readBody(exchange.request);
  const line = readLine(body, Number(headers['stet-words']), headers['stet-terminal'] === '2');
  const { exitCode, stdout, stderr } = await service.runLine(line, exchange.signal);
  const text = [exitCode, stdout, stderr, ''].join(SEPARATOR);
  replyText(exchange.response, text, { status: 200, type: 'text/plain' });
}

/**
 * curl puts "&" between the two files. Which strings are the words is known from their number:
 * they are the last ones, after those with which the shell itself was started.
 */
function readLine(body: Buffer, words: number, isErrorTerminal: boolean): CommandLine {
  const strings = body.toString('utf8').split('\0').slice(0, -1);
  if (!Number.isSafeInteger(words) || words < 1 || words >= strings.length) {
    throw new StetError('REQUEST_INVALID', 'Cannot read the command line');
  }
  const entries = strings.slice(0, -words).map((entry) => {
    const at = entry.indexOf('=');
    return [entry.slice(0, Math.max(at, 0)), entry.slice(at + 1)] as const;
  });
  const env = Object.fromEntries(entries.filter(([name]) => name !== ''));
  return { words: strings.slice(-words), env, isErrorTerminal };
}
