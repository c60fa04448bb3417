import type { Call } from '../os/call.ts';
import type { Hosted } from './hosted.ts';
import type { SessionExit } from '../protocol/session-answers.ts';
import type {
  SessionMethodName,
  SessionParams,
  SessionResult,
} from '../protocol/session-methods.ts';

/** One function for every method of the session table. */
export type SessionOperations = {
  readonly [M in SessionMethodName]: (
    params: SessionParams<M>,
    call: Call,
  ) => Promise<SessionResult<M>>;
};

/** A person's terminal that shows a session. */
export interface Viewer {
  /** Absent while only watching: then the session keeps its size. */
  readonly size?: { readonly columns: number; readonly rows: number };
  /** First what draws the screen as it is, then the program's output without its queries. */
  readonly show: (bytes: Uint8Array) => void;
  readonly ended: (exit: SessionExit) => void;
}

/** What a viewer may do, until it lets go. */
export interface Attachment {
  /** What the person typed, as the person's terminal sent it. Ignored of one that only watches. */
  readonly input: (bytes: Uint8Array) => void;
  readonly resize: (size: { readonly columns: number; readonly rows: number }) => void;
  readonly detach: () => void;
}

/** The sessions that stet hosts. */
export interface Sessions extends AsyncDisposable {
  readonly operations: SessionOperations;
  /** What a backend saves and restores. */
  readonly hosted: Hosted;
  /** How many run. */
  readonly running: number;
  /** @throws StetError SESSION_NOT_FOUND, SESSION_EXITED */
  attach(session: string, viewer: Viewer): Attachment;
  /**
   * Passes on a session's output from `since` (a `next`; empty: what is kept) until it ends.
   * @throws StetError SESSION_NOT_FOUND, and the reason of the signal
   */
  follow(
    session: string,
    since: string,
    show: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Told whenever something changed that a save would record. Returns how to stop that. */
  onChange(listener: (change: SessionChange) => void): () => void;
  /** Somebody asks for something, or is being answered: work that can wait gives way for a moment. */
  asked(): void;
  /** Reads no more output: programs that write on are made to wait. For a daemon that is about to end. */
  pause(): void;
  /** Floods are read slowly until this is disposed of: for work that is urgent. */
  giveWay(): Disposable;
  /** Ends every session, and what holds them. */
  stop(): Promise<void>;
}

/**
 * What changed: the sessions, windows and layout; these, but as they were saved before; or only what
 * a session shows.
 */
export type SessionChange =
  | { readonly kind: 'structure' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'output'; readonly session: string };
