import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { StetError } from '../base/errors.ts';
import { controllerForMany } from '../os/call.ts';
import { writeLog } from '../os/log.ts';
import { MAX_REQUEST_BYTES } from '../protocol/wire.ts';
import { attachTerminal } from './http/attach-terminal.ts';
import { Connections, MAX_CONNECTIONS } from './http/connections.ts';
import { isDeclaredTooLarge, skipBody } from './http/read-body.ts';
import { introduce, replyFailure } from './http/reply.ts';
import { addressOf, refuseOtherProtocol, refusePages, route } from './http/route.ts';
import type { Service } from './service.ts';

const HALF_A_REQUEST_MS = 10_000;
const WHOLE_REQUEST_MS = 60_000;
const IDLE_CONNECTION_MS = 60_000;

/** A server that answers. Disposing of it ends what is still under way. */
export interface Served extends AsyncDisposable {
  /** How many are connected. */
  readonly connections: number;
}

/**
 * Answers on a unix socket until it is disposed of.
 * @throws what the system says when nobody can listen there
 */
export async function serve(socketPath: string, service: Service): Promise<Served> {
  const server = createServer({
    headersTimeout: HALF_A_REQUEST_MS,
    requestTimeout: WHOLE_REQUEST_MS,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    connectionsCheckingInterval: 1_000,
  });
  const connections = new Connections(server);
  server.on('request', (request, response) => {
    if (connections.has(request.socket)) answer(request, response, { service, connections });
  });
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!connections.has(request.socket)) return;
    if (!isDeclaredTooLarge(request)) response.writeContinue();
    answer(request, response, { service, connections });
  });
  server.on('clientError', (failure, socket) => connections.refuse(socket, brokenRequest(failure)));
  server.on('upgrade', (request, socket, head) =>
    upgrade(request, { socket, head, service, connections }),
  );
  await listen(server, socketPath);
  return {
    get connections() {
      return connections.size;
    },
    [Symbol.asyncDispose]: async () => connections.close(),
  };
}

interface Serving {
  readonly service: Service;
  readonly connections: Connections;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { service, connections }: Serving,
): void {
  connections.answering(response);
  const controller = controllerForMany();
  response.once('close', () =>
    controller.abort(new StetError('CANCELLED', 'The caller went away')),
  );
  introduce(response, service.version);
  route({ request, response, signal: controller.signal }, service).catch(
    async (failure: unknown) => {
      if (!(failure instanceof StetError) && !controller.signal.aborted) reportBug(failure);
      await skipBody(request);
      replyFailure(response, failure);
    },
  );
}

function reportBug(failure: unknown): void {
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  writeLog(text);
}

interface Upgrade extends Serving {
  readonly socket: Duplex;
  readonly head: Buffer;
}

const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  maxPayload: MAX_REQUEST_BYTES,
});

function upgrade(request: IncomingMessage, { socket, head, service, connections }: Upgrade): void {
  try {
    refusePages(request, service);
    refuseOtherProtocol(request, service);
    const { pathname, searchParams } = addressOf(request);
    if (pathname !== '/v1/attach') {
      throw new StetError('REQUEST_INVALID', `Cannot find ${JSON.stringify(pathname)}`);
    }
    sockets.handleUpgrade(request, socket, head, (connected) => {
      // A broken connection is told by its close.
      connected.on('error', () => undefined);
      attachTerminal(connected, searchParams, service.sessions);
    });
  } catch (failure) {
    connections.refuse(socket, failure);
  }
}

function brokenRequest(failure: Error): StetError {
  const code = 'code' in failure ? String(failure.code) : '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new StetError('REQUEST_TOO_LARGE', 'Cannot take so many headers');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new StetError('TIMED_OUT', 'Cannot wait any longer for the rest of the request');
  }
  return new StetError('REQUEST_INVALID', `Cannot read the request: ${failure.message}`);
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, backlog: MAX_CONNECTIONS }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
