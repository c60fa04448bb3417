import type * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { ownFile } from '../../os/own-files.ts';
import { callEither } from './call-either.ts';
import type { Instance, Way } from './instance.ts';
import { InnerAnswer } from './kitty-facts.ts';
import { exchange, requestOf } from './remote-control.ts';
import { runKittyClient } from './run-client.ts';

/** The part of stet that runs inside kitty, for whoever may use its remote control. */
const KITTEN = ownFile('kitty', 'stet_kitten.py');

/** A kitty that keeps silent for longer is given up: nothing of it is worth holding up the rest. */
export const PATIENCE_MS = 2_000;

/** What is asked of the part of stet that runs inside kitty; the words are `kitty/stet_kitty`'s. */
export interface InnerRequest {
  readonly do: 'look' | 'text' | 'texts' | 'open' | 'add' | 'arrange' | 'show' | 'close' | 'serve';
  readonly [field: string]: unknown;
}

export interface Asking {
  readonly call: Call;
  readonly timeoutMs?: number;
}

/**
 * Asks the inside of a kitty, by the first way that it does not refuse. What only looks is asked by
 * the next way, too, when one gives no answer: before 0.42.2 one idle client of remote control keeps
 * all others waiting. What changes something is asked once, by a way that nobody else can hold up.
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
  const onlyLooks = typeof request !== 'string' && LOOKS.has(request.do);
  const ways = onlyLooks ? openWays(instance) : instance.ways.toSorted(serviceFirst);
  let refusal = noWay(instance);
  for (const [at, way] of ways.entries()) {
    const left = instance.patience.leftOf(timeoutMs);
    const share = onlyLooks ? left / (ways.length - at) : timeoutMs;
    const said = await send(instance, way, { text, call, timeoutMs: share }).catch(
      (failure: unknown) => {
        const next = asRefusal(failure, onlyLooks && at + 1 < ways.length);
        if (next.code === 'HOST_HANGS') instance.patience.waitedInVain(way.socket, share);
        return next;
      },
    );
    if (typeof said === 'string') return answer.parse(readAnswer(said));
    refusal = said;
  }
  throw refusal;
}

const LOOKS: ReadonlySet<string> = new Set<InnerRequest['do']>(['look', 'text', 'texts']);

/** Without those that were silent before, unless no other is left. */
function openWays({ ways, patience }: Instance): readonly Way[] {
  const open = ways.filter(({ socket }) => !patience.isSilent(socket));
  return open.length === 0 ? ways : open;
}

function serviceFirst(a: Way, b: Way): number {
  return Number(b.kind === 'service') - Number(a.kind === 'service');
}

/** A failure after which another way may still answer. */
function asRefusal(failure: unknown, mayHang: boolean): StetError {
  if (failure instanceof StetError) {
    if (failure.code === 'HOST_REFUSED') return failure;
    if (failure.code === 'HOST_HANGS' && mayHang) return failure;
  }
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

/** @throws StetError HOST_REFUSED */
export function readAnswer(text: string): unknown {
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
