import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { removeFiles } from '../core/sweep-files.ts';
import { removeIntegration } from '../spawn/shell-integration.ts';
import { Recordings } from '../record/recordings.ts';

const TAIL_BYTES = 64 * 1024;
const TOMBSTONE_BYTES = 64 * 1024 * 1024;
/** An earlier daemon's output that does not come in this time is not waited for any longer. */
const CATCH_UP_MS = 10_000;

/** Looks after sessions from their start until nobody can ask for them any more. */
export class Hosting {
  readonly recordings: Recordings;
  readonly #house: House;
  /** Shells that have read what makes them mark their prompts. */
  readonly #marked = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #forgetting = new Set<Promise<void>>();

  constructor(house: House) {
    this.#house = house;
    this.recordings = new Recordings(house.now);
  }

  /** Follows a session; resolves when it has read all that was written up to `writtenTo`. */
  async host(session: Session, writtenTo: number): Promise<void> {
    session.onUpdate(() => this.#changed(session));
    this.recordings.resume(session);
    this.#house.holder.follow(session.id, session);
    if (session.offset >= writtenTo) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CATCH_UP_MS);
      const release = session.onUpdate(() => {
        if (session.offset < writtenTo) return;
        clearTimeout(timer);
        release();
        resolve();
      });
    });
  }

  /** Ends a session's traces: its files, its place and what the holder keeps. */
  async forget(session: Session): Promise<void> {
    const { holder, table, arrangement, folder } = this.#house;
    clearTimeout(this.#timers.get(session.id));
    this.#timers.delete(session.id);
    table.remove(session);
    arrangement.remove(session.id);
    session.stop();
    this.recordings.stop(session);
    await holder.forget(session.id);
    await removeFiles(folder, session.id);
  }

  /** Another daemon has the sessions now: nothing more is written for them. */
  lose(): void {
    this.#house.lateLines.stop();
    for (const session of this.#house.table.all) {
      session.keeper.stop();
      session.stop();
      this.recordings.pause(session);
    }
  }

  /** Leaves the sessions to the next daemon. */
  async leave(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#house.lateLines.stop();
    for (const session of this.#house.table.all) {
      session.stop();
      this.recordings.pause(session);
    }
    await Promise.all(this.#forgetting);
    await this.#house.tty[Symbol.asyncDispose]();
  }

  #changed(session: Session): void {
    if (session.shell.state !== 'unknown' && !this.#marked.has(session.id)) {
      this.#marked.add(session.id);
      removeIntegration(this.#house.folder, session.id);
    }
    if (session.isFinished && !this.#timers.has(session.id)) this.#bury(session);
    this.#house.tell({ kind: 'output', session: session.id });
  }

  /** A session has ended: it stays readable for a while. */
  #bury(session: Session): void {
    const { limits, now, arrangement } = this.#house;
    const age = Math.max(0, now() - (session.exit?.at ?? now()));
    const timer = setTimeout(() => this.#startForgetting(session), limits.tombstoneMs - age);
    timer.unref();
    this.#timers.set(session.id, timer);
    arrangement.remove(session.id);
    this.recordings.stop(session);
    this.#house.tell({ kind: 'structure' });
    this.#trim();
  }

  /** The oldest tombstones give way, first their output and then all of them. */
  #trim(): void {
    const { limits, table } = this.#house;
    let bytes = 0;
    for (const [at, session] of table.tombstones.entries()) {
      if (at >= limits.tombstones) this.#startForgetting(session);
      bytes += session.ring.accounting.retained;
      if (bytes > TOMBSTONE_BYTES) session.ring = session.ring.cutTo(TAIL_BYTES);
    }
  }

  #startForgetting(session: Session): void {
    const forgetting = this.forget(session)
      // The holder may be lost meanwhile; then there is nothing left to forget.
      .catch(() => undefined)
      .finally(() => this.#forgetting.delete(forgetting));
    this.#forgetting.add(forgetting);
  }
}
