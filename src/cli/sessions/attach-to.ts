import { setTimeout as sleep } from 'node:timers/promises';
import { StetError } from '../../base/errors.ts';
import { Scope } from '../../base/scope.ts';
import type { AttachedTerminal, AttachEnd, Client } from '../../client/client.ts';
import type { PersonTerminal } from '../cli-io.ts';
import type { World } from '../command.ts';
import { usageError } from '../usage-error.ts';
import { DetachWatch } from './detach-watch.ts';
import { HeldBack } from './held-back.ts';

const TRIES = 150;
const TRY_EVERY_MS = 100;

/** How a person is to see and drive a session. */
export interface AttachSetup {
  readonly client: Client;
  readonly terminal: PersonTerminal;
  /** What lets go of the session, one key after the other: "ctrl+\\", "d". */
  readonly keys: readonly string[];
  readonly isWatching: boolean;
  readonly world: Pick<World, 'env' | 'signal' | 'write'>;
}

/** What became of it; the terminal is as it was before. */
export interface AttachReport {
  readonly name: string;
  readonly end: Exclude<AttachEnd, { readonly kind: 'lost' }>;
}

/**
 * Shows a session in a person's terminal until the person lets go or the program ends. A daemon
 * that goes away is waited for: its sessions outlive it.
 * @throws StetError as Client.attach does, and the reason of the signal
 */
export async function attachTo(session: string, setup: AttachSetup): Promise<AttachReport> {
  const { terminal, isWatching, world } = setup;
  const screen = new HeldBack((bytes) => void world.write(bytes));
  let attached = await connect(session, screen, setup);
  const { id, name } = attached.session;
  const watch = new DetachWatch(setup.keys);
  await using scope = new Scope();
  scope.own(
    terminal.takeOver({
      input: (bytes) => {
        const { pass, isDetach } = watch.read(bytes);
        if (pass.length > 0 && !isWatching) attached.input(pass);
        if (isDetach) attached.detach();
      },
      resized: (size) => {
        if (!isWatching) attached.resize(size);
      },
    }),
  );
  screen.release();
  for (;;) {
    const end = await unlessAborted(attached.ended, world.signal);
    if (end.kind !== 'lost') return { name, end };
    attached = await reconnect(id, screen, setup);
  }
}

async function connect(
  session: string,
  screen: HeldBack,
  { client, terminal, isWatching, world }: AttachSetup,
): Promise<AttachedTerminal> {
  const show = (bytes: Uint8Array): void => screen.write(bytes);
  const size = isWatching ? {} : { size: terminal.size };
  const attached = await client.attach({ session, show, ...size });
  if (attached.session.id !== world.env['STET_SESSION_ID']) return attached;
  attached.detach();
  throw usageError('Cannot show a session inside itself', 'Attach to it from another terminal');
}

/** The daemon may take a moment to come back. */
async function reconnect(
  session: string,
  screen: HeldBack,
  setup: AttachSetup,
): Promise<AttachedTerminal> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await connect(session, screen, setup);
    } catch (failure) {
      const isAway = failure instanceof StetError && failure.code === 'DAEMON_UNREACHABLE';
      if (!isAway || left === 0) throw failure;
      await sleep(TRY_EVERY_MS, undefined, { signal: setup.world.signal });
    }
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const options = { once: true, signal: settled.signal };
    signal.addEventListener('abort', () => reject(signal.reason), options);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
  }
}
