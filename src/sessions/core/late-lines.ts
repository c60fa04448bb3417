import type { Call } from '../../os/call.ts';
import { until } from '../../os/until.ts';
import { OlderLines } from '../../term/older-lines.ts';
import type { Pace } from './pace.ts';
import type { Session } from './session.ts';

const LINES_A_PIECE = 64;
const POLL_MS = 2;

/**
 * Brings the older lines of restored sessions, one session after the other and in pieces: their
 * screens are shown, and can be typed into, before.
 */
export class LateLines {
  readonly #pace: Pace;
  readonly #waiting = new Map<Session, () => Promise<readonly string[]>>();
  /** Those that somebody waits for. */
  readonly #urgent = new Map<Session, number>();
  #isRunning = false;
  #isStopped = false;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Reads the lines that a session awaits, when its turn comes. */
  bring(session: Session, read: () => Promise<readonly string[]>): void {
    this.#waiting.set(session, read);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  /**
   * Waits until a session has all its lines. `isPatient`: they need not come any sooner for that.
   * @throws the signal's reason
   */
  async all(session: Session, { signal }: Pick<Call, 'signal'>, isPatient = false): Promise<void> {
    if (session.awaited === undefined) return;
    const others = this.#urgent.get(session) ?? 0;
    if (!isPatient) this.#urgent.set(session, others + 1);
    try {
      await until(() => session.awaited === undefined || this.#isStopped, { signal }, POLL_MS);
    } finally {
      const left = (this.#urgent.get(session) ?? 1) - 1;
      if (!isPatient && left > 0) this.#urgent.set(session, left);
      else if (!isPatient) this.#urgent.delete(session);
    }
  }

  /** Brings nothing more: what is awaited is for the next daemon to bring. */
  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    for (let session = this.#next(); session !== undefined; session = this.#next()) {
      const read = this.#waiting.get(session);
      this.#waiting.delete(session);
      if (read !== undefined && session.awaited !== undefined) await this.#fill(session, read);
    }
    this.#isRunning = false;
  }

  #next(): Session | undefined {
    if (this.#isStopped) return undefined;
    const [first] = this.#waiting.keys();
    return [...this.#urgent.keys()].find((session) => this.#waiting.has(session)) ?? first;
  }

  async #fill(session: Session, read: () => Promise<readonly string[]>): Promise<void> {
    const pieces = this.#pace.begin(() => this.#urgent.size > 0);
    await pieces.rest();
    const lines = await read().catch(() => [lost(session.awaited?.count ?? 0)]);
    const older = new OlderLines(session.terminal.size.columns);
    for (let at = 0; at < lines.length; at += LINES_A_PIECE) {
      await pieces.rest();
      if (this.#isStopped || session.awaited === undefined) return;
      const piece = lines.slice(at, at + LINES_A_PIECE);
      older.write(Buffer.from(`${piece.join('\r\n')}\r\n`));
    }
    if (!this.#isStopped) session.putAbove(older);
  }
}

function lost(lines: number): string {
  return `[${lines} lines lost]`;
}
