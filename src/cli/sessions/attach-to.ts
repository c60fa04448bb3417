import { StetError } from '../../base/errors.ts';
import { Scope } from '../../base/scope.ts';
import type { Attached, Client } from '../../client/client.ts';
import type { SessionExit } from '../../protocol/session-answers.ts';
import type { PersonTerminal } from '../cli-io.ts';
import type { World } from '../command.ts';
import { sleep } from '../sleep.ts';
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
  readonly world: Pick<World, 'signal' | 'write'>;
}

/**
 * Shows a session in a person's terminal until the program ends, or the person lets go: then the
 * answer is undefined. A daemon that goes away is waited for: its sessions outlive it.
 * @throws StetError as Client.attach does, and the reason of the signal
 */
export async function attachTo(
  session: string,
  setup: AttachSetup,
): Promise<SessionExit | undefined> {
  const { terminal, isWatching, world } = setup;
  const screen = new HeldBack((bytes) => void world.write(bytes));
  let attached = await connect(session, screen, setup);
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
    try {
      return await untilOver(attached, world.signal);
    } catch (failure) {
      if (!isAway(failure)) throw failure;
      attached = await reconnect(session, screen, setup);
    }
  }
}

async function connect(
  session: string,
  screen: HeldBack,
  { client, terminal, isWatching, world }: AttachSetup,
): Promise<Attached> {
  const show = (bytes: Uint8Array): void => screen.write(bytes);
  const { signal } = world;
  return client.attach({ session, isWatching, size: terminal.size, show, signal });
}

async function untilOver(
  { over }: Attached,
  signal: AbortSignal,
): Promise<SessionExit | undefined> {
  const exit = await over;
  signal.throwIfAborted();
  return exit;
}

/** The daemon may take a moment to come back. */
async function reconnect(session: string, screen: HeldBack, setup: AttachSetup): Promise<Attached> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await connect(session, screen, setup);
    } catch (failure) {
      if (!isAway(failure) || left === 0) throw failure;
      await sleep(TRY_EVERY_MS, setup.world.signal);
    }
  }
}

function isAway(failure: unknown): boolean {
  return failure instanceof StetError && failure.code === 'DAEMON_UNREACHABLE';
}
