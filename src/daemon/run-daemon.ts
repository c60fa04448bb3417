import { chmod, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StetError } from '../base/errors.ts';
import { Scope } from '../base/scope.ts';
import { takeLock } from '../os/lock.ts';
import { runtimeFailure, type RuntimePaths } from '../os/runtime-folder.ts';
import { removeAbandoned } from '../os/temporary.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Autosave } from './autosave.ts';
import { claimSocket, refuseAnswered } from './claim-socket.ts';
import type { DispatcherSetup } from './dispatch.ts';
import { idleness } from './idleness.ts';
import { serve } from './serve.ts';
import type { Service } from './service.ts';

/** How long the daemon before this one may take to end. */
const SUCCESSION_TIMEOUT_MS = 10_000;

/** What a daemon is made of. */
export interface DaemonSetup {
  readonly paths: RuntimePaths;
  readonly idleStopMs: number;
  /**
   * Finds the sessions that outlived an earlier daemon; the end of the scope leaves them running.
   * `onLost`: they are out of reach from now on.
   */
  readonly openSessions: (scope: Scope, onLost: () => void) => Promise<Sessions>;
  readonly openHouse: (parts: HouseParts) => Promise<DaemonHouse>;
  /** Told once it answers. */
  readonly onReady: () => void;
  /** Ends the daemon; sessions live on. */
  readonly signal: AbortSignal;
}

/** Who answers, and what is saved meanwhile; no autosave when the store cannot be used. */
export interface DaemonHouse {
  readonly service: Service;
  readonly autosave: Autosave | undefined;
}

/** What the daemon gives to those who answer for it. */
export interface HouseParts {
  readonly sessions: Sessions;
  readonly stopDaemon: NonNullable<DispatcherSetup['stopDaemon']>;
}

/**
 * Serves until somebody stops the daemon, the signal aborts, or it was idle for long.
 * @throws StetError DAEMON_BUSY, SOCKET_UNSAFE, SOCKET_FAILED
 */
export async function runDaemon(setup: DaemonSetup): Promise<void> {
  const { paths, signal, idleStopMs: idleMs } = setup;
  await using scope = new Scope();
  await becomeTheDaemon(paths, { scope, signal });
  const stopped = new AbortController();
  let isStopping = false;
  // Stopping the sessions loses them as well, and its answer is not out yet then.
  const onLost = (): void => (isStopping ? undefined : stopped.abort());
  const sessions = await setup.openSessions(scope, onLost);
  const saveLast = async (autosave: Autosave | undefined): Promise<void> => {
    // A flood would only make it late.
    sessions.pause();
    await autosave?.saveLast();
  };
  const { service, autosave } = await setup.openHouse({
    sessions,
    stopDaemon: async ({ keepSessions }) => {
      isStopping = true;
      // Of the sessions as they ran, not of their end.
      await saveLast(autosave);
      if (!keepSessions) await sessions.stop();
      stopped.abort();
    },
  });
  scope.defer(async () => saveLast(autosave));
  const served = scope.own(await serve(paths.socket, service));
  await chmod(paths.socket, 0o600);
  scope.defer(async () => rm(paths.socket, { force: true }));
  setup.onReady();
  const isNeeded = (): boolean =>
    served.connections > 0 || sessions.running > 0 || autosave?.isPending === true;
  const ending = AbortSignal.any([signal, stopped.signal]);
  await idleness(isNeeded, { idleMs, signal: ending }).catch((failure: unknown) => {
    if (!ending.aborted) throw failure;
  });
  // The answer to whoever stopped us goes out first.
  await nextTurn();
}

/** One daemon to a folder: the lock is held until the end, whatever ends it. */
async function becomeTheDaemon(
  { folder, daemonLock, socket }: RuntimePaths,
  { scope, signal }: { readonly scope: Scope; readonly signal: AbortSignal },
): Promise<void> {
  await refuseAnswered(socket);
  const timeoutMs = SUCCESSION_TIMEOUT_MS;
  const attempt = await takeLock(daemonLock, { timeoutMs, signal }).catch((failure: unknown) => {
    throw runtimeFailure(failure, folder);
  });
  if (attempt.kind === 'busy') {
    throw new StetError('DAEMON_BUSY', `Another daemon serves ${folder}: ${attempt.holder}`, {
      hint: "Run 'stet stop --keep-sessions' to end it; no session is lost",
    });
  }
  scope.defer(attempt.release);
  await removeAbandoned(folder);
  await claimSocket(socket);
}
