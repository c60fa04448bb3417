import type { SessionExit } from '../protocol/session-answers.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';

/** How far a long piece of work has come; `total` is 0 while nobody knows. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Where in a session's output to start: at a `next` of an earlier answer, or with what is kept. */
export interface FollowRequest {
  readonly session: string;
  readonly since: string;
}

/** A person's terminal that is to show a session. */
export interface AttachRequest {
  readonly session: string;
  /** Only looks: what the person types is not sent, and the session keeps its size. */
  readonly isWatching: boolean;
  readonly size: TerminalSize;
  /** Takes what the terminal is to show: first the screen as it is, then the output. */
  readonly show: (bytes: Uint8Array) => void;
  readonly signal: AbortSignal;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal that shows a session, until it lets go or the program ends. */
export interface Attached {
  /** What the person typed, as the terminal sent it. */
  readonly input: (bytes: Uint8Array) => void;
  readonly resize: (size: TerminalSize) => void;
  readonly detach: () => void;
  /**
   * How the program ended; undefined after `detach`.
   * @throws StetError DAEMON_UNREACHABLE when the connection is lost
   */
  readonly over: Promise<SessionExit | undefined>;
}

/** One way to ask stet: in this process, or over the daemon's socket. */
export interface Client extends AsyncDisposable {
  /** @throws StetError as the other side threw it */
  call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    options: CallOptions,
  ): Promise<ResultOf<M>>;
  /**
   * Passes on what a session writes until it ends.
   * @throws StetError SESSION_NOT_FOUND, DAEMON_NEEDED
   */
  follow(
    request: FollowRequest,
    show: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** @throws StetError SESSION_NOT_FOUND, SESSION_EXITED, DAEMON_NEEDED */
  attach(request: AttachRequest): Promise<Attached>;
}
