import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { PATIENCE_MS } from './ask.ts';
import { callEither } from './call-either.ts';
import type { Instance } from './instance.ts';
import type { KittyFacts } from './kitty-facts.ts';
import { requestOf } from './remote-control.ts';
import { runKittyClient } from './run-client.ts';
import { dumpToFacts, KittyDump } from './list-dump.ts';

/** What `kitty @ ls` tells, for a password that allows no more; undefined when not even that. */
export async function listFacts(instance: Instance, call: Call): Promise<KittyFacts | undefined> {
  for (const { kind, socket } of instance.ways) {
    if (kind !== 'remote-control') continue;
    const text = await list(instance, socket, call).catch(refusedAsUndefined);
    if (text === undefined) continue;
    return dumpToFacts(KittyDump.parse(JSON.parse(text)), instance.pid);
  }
  return undefined;
}

async function list(instance: Instance, socket: string, call: Call): Promise<string> {
  const timeoutMs = instance.patience.leftOf(Math.min(PATIENCE_MS, call.patienceMs));
  if (socket.startsWith('@')) {
    return runKittyClient(instance, socket, { argv: ['ls'], call, timeoutMs });
  }
  const request = requestOf('ls', {});
  return z.string().parse(await callEither(instance, socket, { request, call, timeoutMs }));
}

function refusedAsUndefined(failure: unknown): undefined {
  if (failure instanceof StetError && failure.code === 'HOST_REFUSED') return undefined;
  throw failure;
}
