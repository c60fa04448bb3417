import type { LayoutNode } from '../model/layout-node.ts';
import type { ProcessEpoch } from '../os/epoch.ts';
import type { SessionSize } from '../protocol/session-answers.ts';

/** What stet hosts itself, as a backend saves it and brings it back. */
export interface Hosted {
  /** The process that owns the pseudo-terminals. */
  readonly epoch: ProcessEpoch;
  /** Every session whose program runs, oldest first. */
  sessions(): Promise<readonly HostedSession[]>;
  readonly arrangement: Arrangement;
  /** Why sessions that ended lately are gone. Stranded: by a signal that no client sent. */
  readonly gone: ReadonlyMap<string, 'user' | 'exited' | 'stranded'>;
  /** The session used last; undefined when none runs. */
  readonly lastUsed: string | undefined;
  /**
   * What a session shows, as saved lines from line `from` on (0: all that is kept). Long histories
   * are read in slices, so that other sessions are served in between. Lines that a session awaits
   * are waited for.
   * @throws StetError SESSION_NOT_FOUND, and the reason of the signal
   */
  contents(id: string, from: number, how: HowToRead): Promise<HostedContents>;
  /** Waits, without hurry, until no session awaits lines. @throws the signal's reason */
  settled(signal: AbortSignal): Promise<void>;
  /** @throws StetError SESSION_EXISTS when its id or name is taken, SESSION_LIMIT, SPAWN_FAILED */
  restoreSession(restored: RestoredSession): Promise<{ readonly pid: number }>;
  /** @throws StetError SESSION_NOT_FOUND, SESSION_EXISTS, NAME_INVALID */
  rename(id: string, name: string): void;
  /** Ends a session with all its processes. One that is gone already is no failure. */
  close(id: string): Promise<void>;
  /** Replaces the arrangement; sessions that it leaves out get a window of their own. */
  arrange(arrangement: Arrangement): void;
}

/** A running session, read at one moment. */
export interface HostedSession {
  /** A stable id of the model: "p_…". */
  readonly id: string;
  readonly name: string;
  /** As it was spawned. */
  readonly argv: readonly string[];
  /** All that the program got, as "NAME=value". */
  readonly env: readonly string[];
  /** Of the program now; where it was spawned when that cannot be read. */
  readonly cwd: string;
  readonly pid: number;
  readonly size: SessionSize;
  readonly title: string;
  /** What the program switched on: "alternate-screen", "bracketed-paste" … */
  readonly modes: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Changes whenever settled lines became untrue: the history was cleared, or a resize took lines back. */
  readonly contentsEpoch: string;
  /** The oldest line that is kept, and the first one that may still change. */
  readonly firstLine: number;
  readonly settledTo: number;
  /** Moves with everything that a save would record of the session; equal: nothing to save. */
  readonly saveRevision: string;
}

/** What a session shows, in logical lines: text, SGR, OSC 8 and prompt marks only. */
export interface HostedContents {
  /** The number of the first line in `above`; lines are numbered from 0 for ever. */
  readonly firstLine: number;
  /** Of the main screen, from the asked line on and up to the line of the cursor. */
  readonly above: readonly string[];
  /** The line that the cursor is in, and those below that are not blank. */
  readonly atCursor: readonly string[];
  /** The number of the first line that may still change. */
  readonly settledTo: number;
  /** The rows of the alternate screen; undefined while the main screen is shown. */
  readonly alternateScreen: readonly string[] | undefined;
}

/** How long contents may take. */
export interface HowToRead {
  readonly signal: AbortSignal;
  /** Whether others that ask for something meanwhile come first. Default: no. */
  readonly isPatient?: boolean;
}

/** Saved lines that a session gets later, above those that it begins with. */
export interface LaterLines {
  /** How many. */
  readonly count: number;
  /** What tells which lines they are, should this process end before they were read. */
  readonly from: string;
  readonly read: () => Promise<readonly string[]>;
}

/** A session as it is to be again. */
export interface RestoredSession {
  readonly id: string;
  readonly name: string;
  /** Saved lines that the program finds above it. */
  readonly lines: readonly string[];
  /** Those above them, where they are brought later. Default: none. */
  readonly above?: LaterLines | undefined;
  readonly size: SessionSize;
  readonly title: string;
  /** What listings show as its command. Default: `argv`. */
  readonly shownArgv?: readonly string[];
  /** Started as it stands; its first word is looked up on the PATH of `env`. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** As for a spawn: what belongs to another terminal is taken out, what stet sets is put in. */
  readonly env: readonly string[];
  /** Milliseconds since 1970. Default now. */
  readonly createdAt?: number;
}

/** Windows with their tabs, in order, and who was active. */
export interface Arrangement {
  readonly windows: readonly HostedWindow[];
  readonly activeWindow: string | undefined;
}

export interface HostedWindow {
  /** "w_…". */
  readonly id: string;
  readonly name: string;
  readonly tabs: readonly HostedTab[];
  readonly activeTab: string | undefined;
}

export interface HostedTab {
  /** "t_…". */
  readonly id: string;
  readonly name: string;
  readonly isNamedByUser: boolean;
  /** Its leaves are ids of sessions. */
  readonly layout: LayoutNode;
  readonly activePane: string | undefined;
  readonly zoomedPane: string | undefined;
}
