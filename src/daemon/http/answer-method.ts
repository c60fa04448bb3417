import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call, Caller } from '../../os/call.ts';
import { isMethodName, type MethodName } from '../../protocol/methods.ts';
import { LINES } from '../../protocol/wire.ts';
import type { Service } from '../service.ts';
import { readBody } from './read-body.ts';
import { replyJson, startLines, writeLine } from './reply.ts';

const Envelope = z.looseObject({
  caller: z.object({ pid: z.int().positive(), env: z.record(z.string(), z.string()) }).optional(),
});

/** A request on its way, and what ends it early. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

/**
 * Answers `POST /v1/<method>`: in one piece, or with progress in lines for those that accept that.
 * @throws StetError METHOD_UNKNOWN, REQUEST_INVALID, REQUEST_TOO_LARGE, and what the method throws
 */
export async function answerMethod(
  name: string,
  exchange: Exchange,
  service: Service,
): Promise<void> {
  if (!isMethodName(name)) {
    throw new StetError('METHOD_UNKNOWN', `Cannot find a method ${JSON.stringify(name)}`);
  }
  const envelope = readEnvelope(await readBody(exchange.request));
  const wantsLines = exchange.request.headers.accept?.includes(LINES) === true;
  if (wantsLines) startLines(exchange.response);
  const result = await callMethod(name, envelope, { exchange, service, wantsLines });
  service.sessions.asked();
  if (!wantsLines) {
    replyJson(exchange.response, result);
    return;
  }
  writeLine(exchange.response, { result });
  exchange.response.end();
}

interface Work {
  readonly exchange: Exchange;
  readonly service: Service;
  readonly wantsLines: boolean;
}

interface Opened {
  readonly params: Readonly<Record<string, unknown>>;
  readonly caller: Caller | undefined;
}

async function callMethod(
  name: MethodName,
  { params, caller }: Opened,
  { exchange, service, wantsLines }: Work,
): Promise<unknown> {
  const dispatcher = await service.dispatcherFor(caller?.env ?? process.env);
  return dispatcher.dispatch(name, params, {
    signal: exchange.signal,
    now: Date.now,
    entropy: (sizeBytes) => randomBytes(sizeBytes),
    progress: wantsLines ? progressLines(exchange.response) : () => undefined,
    ...(caller === undefined ? {} : { caller }),
  });
}

/** Nobody sees more than that, and a line costs both sides as much as a small pane does. */
const TELLS_EVERY_MS = 50;

function progressLines(response: ServerResponse): Call['progress'] {
  let told = '';
  let toldAtMs = 0;
  return (step, done, total) => {
    const nowMs = performance.now();
    if (step === told && nowMs - toldAtMs < TELLS_EVERY_MS) return;
    told = step;
    toldAtMs = nowMs;
    writeLine(response, { progress: { step, done, total } });
  };
}

/** Takes the caller's facts apart from the parameters. Nothing at all is an empty request. */
function readEnvelope(body: Buffer): Opened {
  const read = Envelope.safeParse(body.length === 0 ? {} : parseJson(body.toString('utf8')));
  if (!read.success) throw invalid('the body is not an object of parameters');
  const { caller, ...params } = read.data;
  return { params, caller };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('the body is not JSON', { cause });
  }
}

function invalid(why: string, options: ErrorOptions = {}): StetError {
  return new StetError('REQUEST_INVALID', `Cannot read the request: ${why}`, options);
}
