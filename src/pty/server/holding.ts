import { StetError } from '../../base/errors.ts';
import type { PtyStart, SignalTarget } from '../holder.ts';
import { LivePty } from './live-pty.ts';
import { hasProcessRoom } from './process-room.ts';
import { Processes } from './processes.ts';
import { TerminalSignals } from './terminal-signals.ts';

/** What is held: pseudo-terminals by id, and the owner's notes by name. */
export class Holding {
  readonly notes = new Map<string, Uint8Array>();
  readonly #ptys = new Map<string, LivePty>();
  readonly #maxPtys: number;
  readonly #events: HoldingEvents;
  readonly #signals = new TerminalSignals(new Processes());

  constructor(maxPtys: number, events: HoldingEvents) {
    this.#maxPtys = maxPtys;
    this.#events = events;
  }

  get all(): readonly LivePty[] {
    return [...this.#ptys.values()];
  }

  find(id: string): LivePty | undefined {
    return this.#ptys.get(id);
  }

  /** @throws StetError SESSION_NOT_FOUND */
  #get(id: string): LivePty {
    const pty = this.#ptys.get(id);
    if (pty !== undefined) return pty;
    throw new StetError('SESSION_NOT_FOUND', `Nothing is held under ${JSON.stringify(id)}`);
  }

  /** @throws StetError SPAWN_FAILED, SESSION_EXISTS, SESSION_LIMIT */
  spawn(id: string, start: PtyStart): LivePty {
    if (this.#ptys.has(id)) {
      throw new StetError('SESSION_EXISTS', `A terminal is held under ${JSON.stringify(id)}`);
    }
    if (this.#ptys.size >= this.#maxPtys) {
      const message = `Cannot hold more than ${this.#maxPtys} terminals: no descriptors are left`;
      throw new StetError('SESSION_LIMIT', message, {
        hint: "End a session with 'stet kill', or raise the limit of open files (ulimit -n)",
      });
    }
    if (!hasProcessRoom()) {
      throw new StetError(
        'SPAWN_FAILED',
        'Cannot start a program: the limit of processes is near',
        {
          hint: 'End some programs first, or raise the limit (ulimit -u, pids.max)',
        },
      );
    }
    const pty = new LivePty(id, start, () => this.#events.changed());
    this.#ptys.set(id, pty);
    return pty;
  }

  /** @throws StetError SESSION_NOT_FOUND, SESSION_EXITED, INPUT_FULL */
  write(id: string, bytes: Uint8Array): void {
    const pty = this.#get(id);
    if (pty.isEnded) {
      throw new StetError('SESSION_EXITED', 'Cannot send input: nobody has the terminal open');
    }
    if (!pty.write(bytes)) {
      throw new StetError('INPUT_FULL', 'Cannot send input: the program leaves too much unread');
    }
  }

  /** False when there was nothing left to signal. @throws StetError SESSION_NOT_FOUND */
  signal(id: string, signal: string, target: SignalTarget): boolean {
    return this.#signals.send(this.#get(id), signal, target);
  }

  /** Ends what runs on a terminal, and closes it. @throws StetError SESSION_NOT_FOUND */
  async forget(id: string): Promise<void> {
    const pty = this.#get(id);
    await this.#signals.end(pty);
    pty.close();
    this.#ptys.delete(id);
    this.#events.emptied();
  }

  note(name: string, bytes: Uint8Array): void {
    if (bytes.length === 0) this.notes.delete(name);
    else this.notes.set(name, Buffer.from(bytes));
  }

  /** Ends every program, and then the holder. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map(async ({ id }) => this.forget(id)));
    this.#events.stopped();
  }
}

/** What the rest of the holder is told. */
export interface HoldingEvents {
  /** There is more to pass on. */
  readonly changed: () => void;
  /** A terminal was forgotten. */
  readonly emptied: () => void;
  readonly stopped: () => void;
}
