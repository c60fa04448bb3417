import type { Sessions } from '../sessions/sessions.ts';
import type { Dispatcher } from './dispatch.ts';

/** What the server serves. */
export interface Service {
  readonly version: string;
  /** The runtime folder. */
  readonly folder: string;
  /** Who answers a caller with this environment: it names the store and the settings' file. */
  readonly dispatcherFor: (
    env: Readonly<Record<string, string | undefined>>,
  ) => Promise<Dispatcher>;
  readonly sessions: Sessions;
  /** Runs a whole command line, for the entry that only has curl. */
  readonly runLine: (line: CommandLine, signal: AbortSignal) => Promise<LineAnswer>;
  /** Pages that may ask, by their origin; normally none. */
  readonly allowedOrigins: readonly string[];
}

/** A command line as it was typed, without "stet", and where it was. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly isErrorTerminal: boolean;
}

/** What a command printed, and how it ended. */
export interface LineAnswer {
  readonly stdout: Uint8Array;
  readonly stderr: string;
  readonly exitCode: number;
}
