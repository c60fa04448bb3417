import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';
import type { SessionExit } from '../protocol/session-answers.ts';

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

/** The size of a terminal in cells. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** How a person's terminal is to show a session. */
export interface AttachOptions {
  /** Name or id; empty: the one used last. */
  readonly session: string;
  /** Absent: only watch. Otherwise the session takes this size. */
  readonly size?: TerminalSize;
  /** Gets what draws the screen as it is, then the program's output. */
  readonly show: (bytes: Uint8Array) => void;
}

/** Why a terminal does not show a session any more; `lost`: the daemon is gone, the session not. */
export type AttachEnd =
  | { readonly kind: 'exited'; readonly exit: SessionExit }
  | { readonly kind: 'detached' }
  | { readonly kind: 'lost' };

/** A person's terminal that shows a session, until it `ended`. */
export interface AttachedTerminal {
  readonly session: { readonly id: string; readonly name: string };
  readonly ended: Promise<AttachEnd>;
  readonly input: (bytes: Uint8Array) => void;
  readonly resize: (size: TerminalSize) => void;
  readonly detach: () => void;
}

export interface FollowOptions {
  /** Name or id; empty: the one used last. */
  readonly session: string;
  /** The `next` of an earlier answer; empty: from the oldest byte that is kept. */
  readonly since: string;
  readonly show: (bytes: Uint8Array) => void;
  readonly signal: AbortSignal;
}

/** One way to ask stet: in this process, or over the daemon's socket. */
export interface Client extends AsyncDisposable {
  /** @throws StetError as the other side threw it */
  call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    options: CallOptions,
  ): Promise<ResultOf<M>>;
  /** @throws StetError SESSION_NOT_FOUND, SESSION_EXITED, DAEMON_UNREACHABLE */
  attach(options: AttachOptions): Promise<AttachedTerminal>;
  /**
   * Passes on a session's output until the session ends.
   * @throws StetError SESSION_NOT_FOUND, and the reason of the signal
   */
  follow(options: FollowOptions): Promise<void>;
}
