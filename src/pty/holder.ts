/** What to run on a new pseudo-terminal. All strings may hold any byte but NUL, as lossless text. */
export interface PtyStart {
  /** What `findProgram` found for the name: the holder looks nothing up. */
  readonly file: string;
  /** With the name of the program at the front; the program sees it if it could be found by it. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** All of it, as "NAME=value". */
  readonly env: readonly string[];
  readonly size: PtySize;
  /** What its owner wants to find again after a crash; the holder does not look inside. */
  readonly about: Uint8Array;
}

/** The size of a pseudo-terminal in cells. */
export interface PtySize {
  readonly columns: number;
  readonly rows: number;
}

/** How the program on a pseudo-terminal ended: by itself with a code, or by a signal's number. */
export interface PtyExit {
  readonly code: number;
  readonly signal: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * A pseudo-terminal as the holder keeps it. Offsets count bytes of output from the start of the
 * program, for ever. What a follower needs to go on after a crash is `state`, which is how
 * everything stood at `keptTo`, and the journal of what came after it.
 */
export interface HeldPty {
  readonly id: string;
  readonly pid: number;
  readonly about: Uint8Array;
  /** At `keptTo`; a follower is told of the resizes that came after. */
  readonly size: PtySize;
  /** What `keep` left last; empty when nothing was kept yet. */
  readonly state: Uint8Array;
  readonly keptTo: number;
  /** Queries before this offset were answered; whoever replays them must keep silent. */
  readonly answeredTo: number;
  /** How much the program has written. */
  readonly writtenTo: number;
}

/** Takes what happens on a pseudo-terminal, in order. */
export interface PtyFollower {
  /** The bytes from `offset` on. They are valid until the call returns. */
  readonly output: (bytes: Uint8Array, offset: number) => void;
  /** From this point of the output on it has another size. */
  readonly resized: (size: PtySize) => void;
  /** The program that was started has ended; output of its children may still come. */
  readonly exited: (exit: PtyExit) => void;
  /** Nobody has the terminal open any more: there will be no more output. */
  readonly ended: () => void;
}

/** Whom a signal is sent to: all processes of the session, or the job in the foreground. */
export type SignalTarget = 'session' | 'foreground';

/**
 * The process that owns the pseudo-terminals, so that they outlive the daemon. It reads them as
 * long as their journals have room: a program whose output nobody takes is made to wait, and
 * loses nothing. It serves one owner at a time; a new one takes over.
 */
export interface Holder extends AsyncDisposable {
  readonly pid: number;
  /** Called once when the holder is gone, or another owner has taken over. */
  readonly lost: Promise<void>;
  /** All pseudo-terminals, also those whose programs have ended and that nobody forgot yet. */
  list(): Promise<readonly HeldPty[]>;
  /** @throws StetError SPAWN_FAILED, SESSION_EXISTS, SESSION_LIMIT (no descriptors left) */
  spawn(id: string, start: PtyStart): Promise<{ readonly pid: number }>;
  /** Tells everything from the kept offset on, then what comes. Once per pseudo-terminal. */
  follow(id: string, follower: PtyFollower): void;
  /** Tells followers nothing more: programs that write on are made to wait. For who is about to leave. */
  pause(): void;
  /** Followers of floods are told little until this is disposed of: for work that is urgent. */
  giveWay(): Disposable;
  /**
   * Sends input. Resolves when the holder has it; it goes out as fast as the program reads.
   * @throws StetError INPUT_FULL (16 MiB unread), SESSION_EXITED, SESSION_NOT_FOUND
   */
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** Sends the answers to all queries before `upTo`, once, whatever crashes. */
  answer(id: string, bytes: Uint8Array, upTo: number): void;
  /** Keeps how everything stood at `offset`; the journal before it goes. */
  keep(id: string, offset: number, state: Uint8Array): void;
  resize(id: string, size: PtySize): void;
  /** False when there was nothing left to signal. */
  signal(id: string, signal: NodeJS.Signals, target: SignalTarget): Promise<boolean>;
  /** Closes the terminal, ends what still runs on it, and drops what was kept. */
  forget(id: string): Promise<void>;
  /** Keeps a small note for the next owner under a name; empty bytes remove it. */
  note(name: string, bytes: Uint8Array): void;
  readNotes(): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Ends every program and the holder itself. */
  stop(): Promise<void>;
}
