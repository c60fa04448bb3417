import type { ServerResponse } from 'node:http';
import {
  type AnswerLine,
  failureBody,
  LINES,
  PROTOCOL,
  PROTOCOL_HEADER,
  VERSION_HEADER,
} from '../../protocol/wire.ts';
import { statusOf } from './status-of.ts';

/** Names this side's protocol and version in every answer. */
export function introduce(response: ServerResponse, version: string): void {
  response.setHeader(PROTOCOL_HEADER, String(PROTOCOL));
  response.setHeader(VERSION_HEADER, version);
}

export function replyJson(response: ServerResponse, data: unknown): void {
  replyText(response, `${JSON.stringify(data)}\n`, { status: 200, type: 'application/json' });
}

export function replyText(
  response: ServerResponse,
  text: string,
  { status, type }: { readonly status: number; readonly type: string },
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Tells a failure; in an answer in lines that has begun, as its last line. */
export function replyFailure(response: ServerResponse, failure: unknown): void {
  const error = failureBody(failure);
  if (response.headersSent) {
    writeLine(response, { error });
    response.end();
    return;
  }
  // What is left of a request that we do not read would be taken for the next one.
  if (!response.req.complete) response.setHeader('connection', 'close');
  const status = statusOf(error);
  replyText(response, `${JSON.stringify(error)}\n`, { status, type: 'application/json' });
}

export function startLines(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': LINES });
  response.flushHeaders();
}

export function writeLine(response: ServerResponse, line: AnswerLine): void {
  response.write(`${JSON.stringify(line)}\n`);
}
