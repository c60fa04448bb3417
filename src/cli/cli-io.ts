import type { Client } from '../client/client.ts';

/** The world as the command line sees it; `main` gives the real one. */
export interface CliIo {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isOutputTerminal: boolean;
  readonly isErrorTerminal: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
  /** Aborted with StetError CANCELLED on Ctrl-C. */
  readonly signal: AbortSignal;
  /** To stdout: data only. */
  write(text: string): void;
  /** To stderr. */
  writeError(text: string): void;
  /** Asks on the terminal. */
  confirm(question: string): Promise<boolean>;
  /** Runs a program on our terminal to its end; answers with its exit status. */
  runInPlace(
    argv: readonly [string, ...string[]],
    environment: Readonly<Record<string, string>>,
  ): Promise<number>;
  /** Called at most once, and only by a command that has something to ask. */
  connect(): Promise<Client>;
}
