import type { Session } from '../core/session.ts';
import { sessionExists, sessionExited, sessionNotFound } from './session-errors.ts';

const SHORTEST_PREFIX = 4;

/** All sessions: those that run, and for a while those that ended. */
export class SessionTable {
  readonly #sessions = new Map<string, Session>();
  readonly #starting = new Set<string>();

  get all(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Those whose end is not settled yet, oldest first. */
  get live(): readonly Session[] {
    return this.all.filter(({ isFinished, isGone }) => !isFinished && !isGone).toSorted(byAge);
  }

  /** Those that ended, the latest first. */
  get tombstones(): readonly Session[] {
    return this.all
      .filter(({ isFinished }) => isFinished)
      .toSorted((a, b) => (b.exit?.at ?? 0) - (a.exit?.at ?? 0));
  }

  /** The one used last that still runs. */
  get lastUsed(): Session | undefined {
    return this.live.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt)[0];
  }

  add(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  remove(session: Session): void {
    this.#sessions.delete(session.id);
  }

  byId(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Does a running program have this name? One that has ended gives it back at once. */
  isTaken(name: string): boolean {
    return (
      this.#starting.has(name) ||
      this.all.some((session) => session.isRunning && session.name === name)
    );
  }

  /** How many run or are about to. */
  get runningCount(): number {
    return this.#starting.size + this.all.filter(isRunning).length;
  }

  /** Starts a session under a name that nobody else can take meanwhile. @throws StetError SESSION_EXISTS */
  async start(name: string, starting: () => Promise<Session>): Promise<Session> {
    this.refuseTaken(name);
    this.#starting.add(name);
    try {
      const session = await starting();
      this.add(session);
      return session;
    } finally {
      this.#starting.delete(name);
    }
  }

  /** @throws StetError SESSION_EXISTS */
  refuseTaken(name: string): void {
    if (this.isTaken(name)) throw sessionExists(name);
  }

  /**
   * The session of a name, an id or the beginning of one; of an empty text the one used last. One
   * that runs comes before one that ended.
   * @throws StetError SESSION_NOT_FOUND
   */
  find(wanted: string): Session {
    if (wanted === '') return this.#latest();
    const [running, ended] = [this.all.filter(isRunning), this.all.filter(hasExited)];
    const found = match(running, wanted) ?? match(ended.toSorted(byEnd), wanted);
    if (found === undefined) throw sessionNotFound(wanted);
    return found;
  }

  /** The same, for what needs a program that runs. @throws StetError SESSION_EXITED */
  findRunning(wanted: string): Session {
    const session = this.find(wanted);
    if (!session.isRunning) throw sessionExited(session.name);
    return session;
  }

  #latest(): Session {
    const latest = this.lastUsed ?? this.tombstones[0];
    if (latest === undefined) throw sessionNotFound('default');
    return latest;
  }
}

function isRunning(session: Session): boolean {
  return session.isRunning;
}

function hasExited(session: Session): boolean {
  return !session.isRunning;
}

function byAge(a: Session, b: Session): number {
  return a.facts.createdAt - b.facts.createdAt;
}

function byEnd(a: Session, b: Session): number {
  return (b.exit?.at ?? 0) - (a.exit?.at ?? 0);
}

function match(sessions: readonly Session[], wanted: string): Session | undefined {
  const exact = sessions.find(({ name, id }) => name === wanted || id === wanted);
  if (exact !== undefined || wanted.length < SHORTEST_PREFIX) return exact;
  const begun = sessions.filter(({ id }) => id.startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
}
