import { StetError } from '../base/errors.ts';
import type { Backend, CaptureRequest, Endpoint, HostCapture } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { EngineContext } from './context.ts';

/** Every host that answered, and every one that runs but did not. */
export interface LiveHosts {
  readonly captures: readonly HostCapture[];
  readonly unreachable: readonly UnreachableHost[];
}

export interface UnreachableHost {
  /** As `--host` takes it: `tmux:/path/to/socket`. */
  readonly key: string;
  readonly problem: Problem;
  readonly failure?: StetError;
}

/**
 * Reads all hosts side by side: one that hangs (says nothing for `call.patienceMs`) or dies costs
 * nothing but itself.
 * @param hosts `tmux` or `tmux:/socket`; empty means all
 */
export async function captureHosts(
  context: EngineContext,
  { hosts, ...request }: CaptureRequest & { readonly hosts: readonly string[] },
  call: Call,
): Promise<LiveHosts> {
  checkHosts(context, hosts);
  const found = await Promise.all(
    context.backends.map(async (backend) => {
      const endpoints = await backend.discover(socketsFor(backend, context), call);
      return endpoints.map((endpoint) => ({ backend, endpoint }));
    }),
  );
  const wanted = found.flat().filter((entry) => isWanted(keyOf(entry), hosts));
  const results = await Promise.all(
    wanted.map(async (entry) => captureOne(entry, { request, call })),
  );
  return {
    captures: results.flatMap((result) => ('capture' in result ? [result.capture] : [])),
    unreachable: results.flatMap((result) => ('capture' in result ? [] : [result])),
  };
}

/** The sockets that the user has chosen for one kind of host; empty: all. */
export function socketsFor({ kind }: Backend, { options }: EngineContext): readonly string[] {
  const chosen = { tmux: options.tmux_sockets, kitty: options.kitty_sockets, native: [] };
  return chosen[kind];
}

interface Found {
  readonly backend: Backend;
  readonly endpoint: Endpoint;
}

function keyOf({ backend, endpoint }: Found): string {
  return `${backend.kind}:${endpoint.address}`;
}

async function captureOne(
  found: Found,
  { request, call }: { readonly request: CaptureRequest; readonly call: Call },
): Promise<{ readonly capture: HostCapture } | UnreachableHost> {
  const { backend, endpoint } = found;
  if (endpoint.problem !== undefined) return { key: keyOf(found), problem: endpoint.problem };
  try {
    return { capture: await backend.capture(endpoint.address, request, call) };
  } catch (failure) {
    call.signal.throwIfAborted();
    if (!(failure instanceof StetError)) throw failure;
    return { key: keyOf(found), failure, problem: problemOf(keyOf(found), failure) };
  }
}

function problemOf(subject: string, { code, message, hint }: StetError): Problem {
  return { code, subject, message, fix: hint };
}

/** Whether a host is meant by `--host`. */
export function isWanted(key: string, hosts: readonly string[]): boolean {
  return hosts.length === 0 || hosts.some((host) => key === host || key.startsWith(`${host}:`));
}

function checkHosts({ backends }: EngineContext, hosts: readonly string[]): void {
  const kinds: readonly string[] = backends.map(({ kind }) => kind);
  const unknown = hosts.find((host) => !kinds.includes(host.split(':')[0] ?? ''));
  if (unknown === undefined) return;
  throw new StetError(
    'HOST_UNKNOWN',
    `Cannot find a kind of host called ${JSON.stringify(unknown)}`,
    {
      hint: `Hosts are written as ${kinds.map((kind) => `"${kind}" or "${kind}:/path/to/socket"`).join(', ')}`,
    },
  );
}
