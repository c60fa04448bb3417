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
  /**
   * Called at most once, and only by a command that has something to ask. `isLocal`: without the
   * daemon.
   */
  connect(way: { readonly isLocal: boolean }): Promise<Client>;
}
