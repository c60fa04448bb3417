import type * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { ownFile } from '../../os/own-files.ts';
import { readCredentials } from './credentials.ts';
import type { Instance, Way } from './instance.ts';
import { InnerAnswer } from './kitty-facts.ts';
import { callRemoteControl, exchange, requestOf } from './remote-control.ts';
import { runKittyClient } from './run-client.ts';
import { sealRequest } from './seal.ts';

/** The part of stet that runs inside kitty, for whoever may use its remote control. */
const KITTEN = ownFile('kitty', 'stet_kitten.py');

/** A kitty that keeps silent for longer is given up: nothing of it is worth holding up the rest. */
export const PATIENCE_MS = 2_000;

/** What is asked of the part of stet that runs inside kitty; the words are `kitty/stet_kitty`'s. */
export interface InnerRequest {
  readonly do: 'look' | 'text' | 'open' | 'add' | 'arrange' | 'show' | 'close' | 'serve';
  readonly [field: string]: unknown;
}

export interface Asking {
  readonly call: Call;
  readonly timeoutMs?: number;
}

/**
 * Asks the inside of a kitty, by the first way that it does not refuse.
 * @throws StetError HOST_HANGS, HOST_DIED or HOST_REFUSED
 */
export async function ask<S extends z.ZodType>(
  instance: Instance,
  request: InnerRequest | string,
  {
    answer,
    call,
    timeoutMs = Math.min(PATIENCE_MS, call.patienceMs),
  }: Asking & { readonly answer: S },
): Promise<z.output<S>> {
  const text = typeof request === 'string' ? request : JSON.stringify(request);
  let refusal = noWay(instance);
  for (const way of instance.ways) {
    const said = await send(instance, way, { text, call, timeoutMs }).catch(onlyRefusal);
    if (typeof said === 'string') return answer.parse(readAnswer(said));
    refusal = said;
  }
  throw refusal;
}

function onlyRefusal(failure: unknown): StetError {
  if (failure instanceof StetError && failure.code === 'HOST_REFUSED') return failure;
  throw failure;
}

interface Sending {
  readonly text: string;
  readonly call: Call;
  readonly timeoutMs: number;
}

async function send(instance: Instance, way: Way, sending: Sending): Promise<string> {
  const { text, call, timeoutMs } = sending;
  if (way.kind === 'service') {
    return exchange(way.socket, `${text}\n`, { isWhole: endsLine, timeoutMs, call });
  }
  if (way.socket.startsWith('@')) {
    return runKittyClient(instance, way.socket, {
      argv: ['kitten', KITTEN, text],
      call,
      timeoutMs,
    });
  }
  const request = requestOf('kitten', { kitten: KITTEN, args: [text], match: null });
  return String(await callEither(instance, way.socket, { request, call, timeoutMs }));
}

function endsLine(answer: string): boolean {
  return answer.endsWith('\n');
}

/** Plainly first; a kitty that asks for a password gets it, when one is known. */
export async function callEither(
  { children }: Instance,
  socket: string,
  asking: Asking & {
    readonly request: Readonly<Record<string, unknown>>;
    readonly timeoutMs: number;
  },
): Promise<unknown> {
  const { request, call } = asking;
  try {
    return await callRemoteControl(socket, request, asking);
  } catch (failure) {
    const isRefused = failure instanceof StetError && failure.code === 'HOST_REFUSED';
    const credentials = isRefused ? await readCredentials(children) : undefined;
    if (credentials === undefined) throw failure;
    return callRemoteControl(socket, sealRequest(request, credentials, call.now()), asking);
  }
}

function readAnswer(text: string): unknown {
  const told = InnerAnswer.parse(JSON.parse(text));
  if (told.ok) return told.data;
  throw new StetError('HOST_REFUSED', `kitty could not do it: ${told.error}`, {
    log: told.log.trimEnd().split('\n'),
  });
}

function noWay({ pid }: Instance): StetError {
  return new StetError('HOST_REFUSED', `The kitty with pid ${pid} listens on no socket`, {
    hint: 'Run "stet integrate kitty", or set allow_remote_control and listen_on, and open a new kitty',
  });
}
