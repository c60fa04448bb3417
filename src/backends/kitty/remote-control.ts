import { createConnection } from 'node:net';
import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import { type Call, within } from '../../os/call.ts';
import { errnoOf } from '../../os/errno.ts';

/** A version that every kitty from 0.26 on understands; a newer one than its own it refuses. */
const CLIENT_VERSION = [0, 14, 2];
const START = '\u001BP@kitty-cmd';
const END = '\u001B\\';

const Reply = z.object({
  ok: z.boolean(),
  data: z.unknown().optional(),
  error: z.string().optional(),
});

/** One request of kitty's remote control protocol. */
export function requestOf(
  cmd: string,
  payload: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { cmd, version: CLIENT_VERSION, no_response: false, payload };
}

/**
 * Sends one request and reads the answer at once. A connection that is kept open blocks every
 * other client of kitty before 0.42.2, and one that reads slowly blocks the terminal itself.
 * @throws StetError HOST_HANGS, HOST_DIED or HOST_REFUSED
 */
export async function callRemoteControl(
  socket: string,
  request: Readonly<Record<string, unknown>>,
  { timeoutMs, call }: { readonly timeoutMs: number; readonly call: Call },
): Promise<unknown> {
  const text = await exchange(socket, `${START}${JSON.stringify(request)}${END}`, {
    isWhole: (answer) => answer.endsWith(END),
    timeoutMs,
    call,
  });
  const reply = Reply.parse(
    JSON.parse(text.slice(text.indexOf(START) + START.length, -END.length)),
  );
  if (reply.ok) return reply.data;
  throw new StetError('HOST_REFUSED', `kitty refused: ${reply.error ?? 'no reason given'}`, {
    hint: 'Set "allow_remote_control socket-only" in kitty.conf, or run "stet integrate kitty"',
  });
}

/** What an exchange waits for, and how long. */
export interface Exchange {
  /** Told from the last characters. */
  readonly isWhole: (answer: string) => boolean;
  readonly timeoutMs: number;
  readonly call: Call;
}

/** Connects, says one thing, reads the whole answer and closes. */
export async function exchange(
  socket: string,
  message: string,
  { isWhole, timeoutMs, call }: Exchange,
): Promise<string> {
  return within(call, timeoutMs, async ({ signal }) =>
    talk(socket, message, { isWhole, signal }),
  ).catch((failure: unknown) => {
    call.signal.throwIfAborted();
    throw failureOf(socket, failure, timeoutMs);
  });
}

async function talk(
  socket: string,
  message: string,
  { isWhole, signal }: Pick<Exchange, 'isWhole'> & { readonly signal: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const connection = createConnection({ path: socket });
    const chunks: Buffer[] = [];
    let end = Buffer.alloc(0);
    const stop = (): void => void connection.destroy(new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    connection.on('connect', () => connection.write(message));
    connection.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // Its last bytes alone: an answer may end in the middle of its end.
      end = Buffer.concat([end, chunk]).subarray(-END.length);
      if (isWhole(end.toString('latin1'))) connection.end();
    });
    connection.on('error', (failure) => reject(signal.aborted ? signal.reason : failure));
    connection.on('close', () => {
      signal.removeEventListener('abort', stop);
      const answer = Buffer.concat(chunks).toString('utf8');
      if (isWhole(answer)) resolve(answer);
      else reject(new StetError('HOST_DIED', `kitty at ${JSON.stringify(socket)} hung up`));
    });
  });
}

/** What it means that talking to a kitty came to nothing. */
export function failureOf(socket: string, failure: unknown, timeoutMs: number): unknown {
  const where = `kitty at ${JSON.stringify(socket)}`;
  if (failure instanceof DOMException) {
    return new StetError('HOST_HANGS', `${where} did not answer within ${timeoutMs} ms`);
  }
  if (errnoOf(failure) === undefined || failure instanceof StetError) return failure;
  return new StetError('HOST_DIED', `Cannot reach ${where}: ${String(errnoOf(failure))}`, {
    cause: failure,
  });
}
