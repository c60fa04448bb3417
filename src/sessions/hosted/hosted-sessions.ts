import { constants } from 'node:os';
import { BugError } from '../../base/errors.ts';
import type { ProcessEpoch } from '../../os/epoch.ts';
import { directoryOf } from '../../os/process-table.ts';
import type { House } from '../core/house.ts';
import { endSession } from '../core/kill.ts';
import type { Session } from '../core/session.ts';
import type {
  Arrangement,
  Hosted,
  HostedContents,
  HostedSession,
  HowToRead,
  RestoredSession,
} from '../hosted.ts';
import type { Hosting } from '../operations/hosting.ts';
import { modeNames } from '../show/mode-names.ts';
import { startSession } from '../spawn/spawn.ts';
import { valueOf } from '../spawn/environment.ts';
import { sessionExists, sessionNotFound } from '../table/session-errors.ts';
import { sessionName } from '../table/session-name.ts';
import { readContents } from './contents.ts';

/** What a backend saves and restores of the sessions. */
export class HostedSessions implements Hosted {
  readonly epoch: ProcessEpoch;
  readonly #house: House;
  readonly #hosting: Hosting;

  constructor(house: House, hosting: Hosting, epoch: ProcessEpoch | undefined) {
    if (epoch === undefined) throw new BugError('The holder ended while sessions were opened');
    this.epoch = epoch;
    this.#house = house;
    this.#hosting = hosting;
  }

  get arrangement(): Arrangement {
    return this.#house.arrangement.current;
  }

  get gone(): ReadonlyMap<string, 'user' | 'exited' | 'stranded'> {
    return new Map(this.#house.table.tombstones.map((session) => [session.id, whyGone(session)]));
  }

  get lastUsed(): string | undefined {
    return this.#house.table.lastUsed?.id;
  }

  async sessions(): Promise<readonly HostedSession[]> {
    const running = this.#house.table.live.filter(({ isRunning }) => isRunning);
    return Promise.all(running.map(describe));
  }

  async contents(id: string, from: number, how: HowToRead): Promise<HostedContents> {
    const { lateLines, pace } = this.#house;
    const session = this.#known(id);
    await lateLines.all(session, how, how.isPatient);
    const pieces = pace.begin(() => how.isPatient !== true);
    return readContents(session, from, { pieces, signal: how.signal });
  }

  async settled(signal: AbortSignal): Promise<void> {
    const { table, lateLines } = this.#house;
    for (const session of table.live) await lateLines.all(session, { signal }, true);
  }

  async restoreSession(restored: RestoredSession): Promise<{ readonly pid: number }> {
    const { table, arrangement, limits, now, pace, lateLines } = this.#house;
    const { above } = restored;
    pace.asked();
    const name = sessionName(restored.name);
    const earlier = table.byId(restored.id);
    if (earlier?.isRunning === true) throw sessionExists(restored.id);
    if (earlier !== undefined) await this.#hosting.forget(earlier);
    const session = await table.start(name, async () =>
      startSession(this.#house, {
        ...restored,
        name,
        awaited: above,
        shownArgv: restored.shownArgv ?? restored.argv,
        term: valueOf(restored.env, 'TERM'),
        retainBytes: limits.retainBytes,
        engine: 'vt',
        createdAt: restored.createdAt ?? now(),
      }),
    );
    arrangement.place(session, { window: '', split: '', beside: undefined });
    void this.#hosting.host(session, 0);
    if (above !== undefined) lateLines.bring(session, above.read);
    pace.asked();
    this.#house.tell({ kind: 'restored' });
    return { pid: session.pid };
  }

  rename(id: string, name: string): void {
    const session = this.#known(id);
    const wanted = sessionName(name);
    if (wanted === session.name) return;
    this.#house.table.refuseTaken(wanted);
    session.name = wanted;
    session.keeper.keep();
    this.#house.tell({ kind: 'structure' });
  }

  async close(id: string): Promise<void> {
    const session = this.#house.table.byId(id);
    if (session?.isRunning !== true) return;
    await endSession(this.#house, session, { signal: new AbortController().signal });
  }

  arrange(arrangement: Arrangement): void {
    this.#house.arrangement.replace(arrangement, this.#house.table.live);
    this.#house.tell({ kind: 'restored' });
  }

  #known(id: string): Session {
    const session = this.#house.table.byId(id);
    if (session?.isRunning !== true) throw sessionNotFound(id);
    return session;
  }
}

async function describe(session: Session): Promise<HostedSession> {
  const { facts, terminal } = session;
  const { columns, rows } = terminal.size;
  const cwd = (await directoryOf(session.pid)) ?? facts.cwd;
  return {
    id: session.id,
    name: session.name,
    argv: facts.argv,
    env: facts.env,
    cwd,
    pid: session.pid,
    size: { cols: columns, rows },
    title: terminal.title,
    modes: modeNames(terminal.modes),
    createdAt: facts.createdAt,
    firstLine: session.firstLine,
    settledTo: session.settledTo,
    contentsEpoch: String(session.contentsEpoch),
    saveRevision: `${session.revision} ${session.name} ${cwd}`,
  };
}

/** What a shutdown sends: a program that gets one of these did not end by itself. */
const SHUTDOWN_SIGNALS: ReadonlySet<number> = new Set(
  (['SIGHUP', 'SIGKILL', 'SIGTERM', 'SIGPWR'] as const).map((name) => constants.signals[name]),
);

function whyGone({ killedByClient, exit }: Session): 'user' | 'exited' | 'stranded' {
  if (killedByClient) return 'user';
  return SHUTDOWN_SIGNALS.has(exit?.signal ?? 0) ? 'stranded' : 'exited';
}
