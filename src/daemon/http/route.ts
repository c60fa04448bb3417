import type { IncomingMessage } from 'node:http';
import { StetError } from '../../base/errors.ts';
import {
  type Greeting,
  OLDEST_PROTOCOL,
  PROTOCOL,
  PROTOCOL_HEADER,
  VERSION_HEADER,
} from '../../protocol/wire.ts';
import { openApi } from '../../protocol/open-api.ts';
import type { Service } from '../service.ts';
import { answerLine } from './answer-line.ts';
import { answerMethod, type Exchange } from './answer-method.ts';
import { followOutput } from './follow-output.ts';
import { replyJson } from './reply.ts';

/** Finds what a request asks for, and answers it. */
export async function route(exchange: Exchange, service: Service): Promise<void> {
  const { request, response } = exchange;
  service.sessions.asked();
  refusePages(request, service);
  const { pathname, searchParams } = addressOf(request);
  const wanted = `${request.method ?? ''} ${pathname}`;
  if (!ALWAYS_SERVED.has(wanted)) refuseOtherProtocol(request, service);
  switch (wanted) {
    case 'GET /v1/ping':
      replyJson(response, greeting(service));
      return;
    case 'GET /v1/openapi.json':
      replyJson(response, openApi(service.version));
      return;
    case 'GET /v1/follow':
      await followOutput(searchParams, exchange, service);
      return;
    case 'POST /v1/command-line':
      await answerLine(exchange, service);
      return;
    default:
      await answerMethod(methodIn(wanted), exchange, service);
  }
}

/** What a command of any version may ask: who is there, and that it stops. */
const ALWAYS_SERVED = new Set(['GET /v1/ping', 'GET /v1/openapi.json', 'POST /v1/daemon.stop']);

/** A browser names the page that asks; programs do not. @throws StetError ORIGIN_REFUSED */
export function refusePages({ headers }: IncomingMessage, { allowedOrigins }: Service): void {
  const { origin } = headers;
  if (origin === undefined || allowedOrigins.includes(origin)) return;
  throw new StetError('ORIGIN_REFUSED', `Cannot answer the page ${JSON.stringify(origin)}`);
}

/** @throws StetError DAEMON_VERSION */
export function refuseOtherProtocol({ headers }: IncomingMessage, { version }: Service): void {
  const spoken = headers[PROTOCOL_HEADER];
  if (spoken === undefined) return;
  if (Number(spoken) >= OLDEST_PROTOCOL && Number(spoken) <= PROTOCOL) return;
  const theirs = `stet ${String(headers[VERSION_HEADER])} speaks protocol ${String(spoken)}`;
  const ours = `the daemon that runs is ${version} and speaks ${OLDEST_PROTOCOL} to ${PROTOCOL}`;
  throw new StetError('DAEMON_VERSION', `Cannot ask the daemon: ${theirs}, ${ours}`);
}

/** The path and the query of a request. @throws StetError REQUEST_INVALID */
export function addressOf({ url = '/' }: IncomingMessage): URL {
  if (URL.canParse(url, 'http://stet')) return new URL(url, 'http://stet');
  throw new StetError('REQUEST_INVALID', `Cannot read the address ${JSON.stringify(url)}`);
}

function greeting({ version, sessions }: Service): Greeting {
  return {
    version,
    protocol: PROTOCOL,
    oldestProtocol: OLDEST_PROTOCOL,
    pid: process.pid,
    sessions: sessions.running,
  };
}

/** @throws StetError REQUEST_INVALID when it is no `POST /v1/<method>` */
function methodIn(wanted: string): string {
  const name = /^POST \/v1\/([^/]+)$/.exec(wanted)?.[1];
  if (name !== undefined) return name;
  throw new StetError('REQUEST_INVALID', `Cannot find ${JSON.stringify(wanted)}`, {
    hint: 'Methods are asked with POST /v1/<method>; GET /v1/openapi.json shows them all',
  });
}
