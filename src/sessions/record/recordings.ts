import { isAbsolute } from 'node:path';
import { StetError } from '../../base/errors.ts';
import { errnoOf } from '../../os/errno.ts';
import type { Session, SessionTap } from '../core/session.ts';
import { valueOf } from '../spawn/environment.ts';
import { CastFile } from './asciicast.ts';

/** The recordings of all sessions. One that cannot go on, on a full disk for instance, ends. */
export class Recordings {
  readonly #now: () => number;
  readonly #taps = new Map<string, SessionTap>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Records a session to a file from now on; an empty path stops. @throws StetError PARAMS_INVALID */
  async record(session: Session, path: string): Promise<void> {
    this.stop(session);
    if (path !== '') {
      this.#begin(session, path, () =>
        CastFile.begin(path, {
          startedAt: this.#now(),
          size: session.terminal.size,
          command: session.facts.argv.join(' '),
          title: session.terminal.title,
          term: valueOf(session.facts.env, 'TERM'),
        }),
      );
    }
    session.keeper.keep();
  }

  /** Goes on with what an earlier daemon recorded. */
  resume(session: Session): void {
    const { earlierRecording: place } = session;
    if (place === undefined || this.#taps.has(session.id)) return;
    try {
      this.#begin(session, place.file, () => CastFile.resume(place));
    } catch {
      // It was moved or removed meanwhile: nothing is left to go on with.
    }
  }

  /** Ends the recording of a session. */
  stop(session: Session): void {
    this.pause(session);
    session.recording = undefined;
  }

  /** Leaves it to the next daemon. */
  pause(session: Session): void {
    const tap = this.#taps.get(session.id);
    if (tap !== undefined) session.taps.delete(tap);
    this.#taps.delete(session.id);
  }

  #begin(session: Session, path: string, open: () => CastFile): void {
    const cast = opened(path, open);
    const guarded = (act: () => void): void => {
      try {
        act();
      } catch {
        this.stop(session);
      }
    };
    const tap: SessionTap = {
      output: (bytes) => guarded(() => cast.output(bytes, this.#now())),
      resized: (size) => guarded(() => cast.resized(size, this.#now())),
    };
    session.taps.add(tap);
    this.#taps.set(session.id, tap);
    session.recording = cast;
  }
}

function opened(path: string, open: () => CastFile): CastFile {
  try {
    if (!isAbsolute(path)) throw new Error('it is not an absolute path');
    return open();
  } catch (cause) {
    const why = errnoOf(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    throw new StetError('PARAMS_INVALID', `Cannot record to ${JSON.stringify(path)}: ${why}`, {
      cause,
      hint: 'Give a new file, in a folder that is there and that you may write to',
    });
  }
}
