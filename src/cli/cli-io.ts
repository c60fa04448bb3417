import type { Client, TerminalSize } from '../client/client.ts';

/** The world as the command line sees it; `main` gives the real one. */
export interface CliIo {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the caller stands, absolute. */
  readonly cwd: string;
  readonly isOutputTerminal: boolean;
  readonly isErrorTerminal: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
  /** Aborted with StetError CANCELLED on Ctrl-C. */
  readonly signal: AbortSignal;
  /** To stdout: data only. Resolves when it can take more. */
  write(content: string | Uint8Array): Promise<void>;
  /** To stderr. */
  writeError(text: string): void;
  /** Asks on the terminal. */
  confirm(question: string): Promise<boolean>;
  /** Everything on stdin. */
  readInput(): Promise<Uint8Array>;
  /** The lines of stdin as they come. */
  inputLines(): AsyncIterable<string>;
  /** The person's terminal; undefined when stdin or stdout is none. */
  readonly terminal: PersonTerminal | undefined;
  /** Runs a program on our terminal to its end; answers with its exit status. */
  runInPlace(
    argv: readonly [string, ...string[]],
    environment: Readonly<Record<string, string>>,
  ): Promise<number>;
  /**
   * Called at most once, and only by a command that has something to ask. `isLocal`: without the
   * daemon.
   */
  connect(way: { readonly isLocal: boolean }): Promise<Client>;
  /** Is the daemon until it has to end; the answer is an exit code. */
  serve(): Promise<number>;
}

/** A terminal with a person in front of it. */
export interface PersonTerminal {
  readonly size: TerminalSize;
  /**
   * Takes the terminal over: every key arrives as bytes. Giving it back restores it whatever was
   * shown, and happens at the end of the process in any case.
   */
  takeOver(listener: TerminalListener): Disposable;
}

export interface TerminalListener {
  readonly input: (bytes: Uint8Array) => void;
  readonly resized: (size: TerminalSize) => void;
}
