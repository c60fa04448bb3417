import { join } from 'node:path';
import { BugError, StetError } from '../base/errors.ts';
import { epochOf } from '../os/epoch.ts';
import { makePrivateFolder } from '../os/write-file.ts';
import type { Holder } from '../pty/holder.ts';
import { attachViewer } from './attach/attach-viewer.ts';
import { followOutput } from './attach/follow.ts';
import type { House } from './core/house.ts';
import { TtyReader } from '../os/tty-reader.ts';
import { decodeFacts } from './core/kept-state.ts';
import { LateLines } from './core/late-lines.ts';
import { defaultLimits, type SessionLimits } from './core/limits.ts';
import { Pace } from './core/pace.ts';
import { Session } from './core/session.ts';
import { sweepFiles } from './core/sweep-files.ts';
import { ArrangementBook } from './hosted/arrangement-book.ts';
import { HostedSessions } from './hosted/hosted-sessions.ts';
import { Hosting } from './operations/hosting.ts';
import { sessionOperations } from './operations/operations.ts';
import type { SessionChange, Sessions } from './sessions.ts';
import { SessionTable } from './table/session-table.ts';

/** What sessions are opened with. */
export interface SessionsOptions {
  readonly holder: Holder;
  /** A private folder that is ours, for files that another daemon goes on with. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly entropy: (sizeBytes: number) => Uint8Array;
  /** Reads the lines that a session awaited when an earlier daemon ended. Default: they are lost. */
  readonly readAwaited?: (from: string) => Promise<readonly string[]>;
  readonly limits?: Partial<SessionLimits>;
}

/** Takes over what the holder holds, as an earlier daemon left it, and hosts sessions from now on. */
export async function openSessions(options: SessionsOptions): Promise<Sessions> {
  const { holder, now, entropy } = options;
  const folder = join(options.folder, 'sessions');
  await makePrivateFolder(folder);
  const listeners = new Set<(change: SessionChange) => void>();
  const pace = new Pace();
  const house: House = {
    holder,
    folder,
    now,
    entropy,
    tty: new TtyReader(),
    pace,
    lateLines: new LateLines(pace),
    table: new SessionTable(),
    arrangement: new ArrangementBook(holder, entropy),
    limits: { ...defaultLimits, ...options.limits },
    tell: (change) => {
      for (const listener of listeners) listener(change);
    },
  };
  const hosting = new Hosting(house);
  await takeOver(house, hosting, options);
  house.arrangement.load(await holder.readNotes(), house.table.live);
  const hosted = new HostedSessions(house, hosting, await epochOf(holder.pid));
  // Somebody else goes on with the sessions: what is kept from here on would be their ruin.
  void holder.lost.then(() => hosting.lose());
  const { table } = house;
  return {
    operations: sessionOperations(house, hosting),
    hosted,
    get running() {
      return table.runningCount;
    },
    attach: (session, viewer) => attachViewer(house, table.findRunning(session), viewer),
    follow: async (session, since, show, signal) =>
      followOutput(table.find(session), { since, show, signal }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    asked: () => pace.asked(),
    pause: () => holder.pause(),
    giveWay: () => holder.giveWay(),
    stop: async () => {
      await hosting.leave();
      // It may be gone before its answer is here.
      await holder.stop().catch(ignoreLost);
      await sweepFiles(folder, []);
    },
    [Symbol.asyncDispose]: async () => hosting.leave(),
  };
}

/** Goes on with every session that the holder has. */
async function takeOver(
  house: House,
  hosting: Hosting,
  { readAwaited = nobodyKnows }: SessionsOptions,
): Promise<void> {
  const held = await house.holder.list();
  await sweepFiles(
    house.folder,
    held.map(({ id }) => id),
  );
  const ready: Promise<void>[] = [];
  for (const pty of held) {
    const facts = decodeFacts(pty.about);
    if (facts === undefined) continue;
    const session = new Session({ ...house, ...pty, facts, lines: [], title: '' });
    house.table.add(session);
    ready.push(hosting.host(session, pty.writtenTo));
    const { awaited } = session;
    if (awaited !== undefined) {
      house.lateLines.bring(session, async () => readAwaited(awaited.from));
    }
  }
  await Promise.all(ready);
}

async function nobodyKnows(from: string): Promise<never> {
  throw new BugError(`Nobody knows which lines these are: ${from}`);
}

function ignoreLost(failure: unknown): void {
  if (failure instanceof StetError && failure.code === 'DAEMON_UNREACHABLE') return;
  throw failure;
}
